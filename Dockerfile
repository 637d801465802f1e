# content-lint in a small image that is not root: content/guides/docker.md says how it is used.
FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY content_lint ./content_lint
COPY .ci/constraints.txt /constraints.txt
RUN PIP_BUILD_CONSTRAINT=/constraints.txt python -m pip install --no-cache-dir --disable-pip-version-check \
        --constraint /constraints.txt --target /opt/content-lint '.[external]'

FROM python:3.13-slim
# git answers what a pull request changes. Its version is that of the image's Debian.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    # The site belongs to somebody outside of the container; git would refuse to read it.
    && git config --system --add safe.directory '*' \
    && useradd --create-home --uid 10001 content-lint
COPY --from=build /opt/content-lint /opt/content-lint
ENV PATH="/opt/content-lint/bin:$PATH" PYTHONPATH=/opt/content-lint
USER 10001
WORKDIR /site
# -P: no file of the site is ever taken for a module of the program.
ENTRYPOINT ["python", "-P", "-m", "content_lint"]
CMD ["check"]
