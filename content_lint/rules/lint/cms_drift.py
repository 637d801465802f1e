from __future__ import annotations

from collections.abc import Iterator

from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import SiteContext
from content_lint.rules.rule import Options, RuleMeta, SiteRule
from content_lint.site.index import Site


class CmsDrift(SiteRule[Options]):
    """The form of the CMS asks for something else than the schema.

    ## Why this matters
    Editors can only get right what the form asks for. Where it does not insist on a field that the schema
    requires, offers a value that the schema does not know, or saves text where a date is wanted, they save what the
    next check refuses, and cannot see why.

    `content-lint schema --check` says the same without the rest of the check, and `content-lint schema --format decap`
    changes the CMS's configuration in place. A configuration with which the CMS does not even start is an error. What
    only makes work for editors, such as a form that insists on more than the schema, is information.

    ## Bad
    ~~~yaml file=admin/config.yml
    collections:
      - name: news
        label: News
        folder: _news
        fields:
          - {label: Title, name: title, widget: string}
          - {label: Author, name: author, widget: string, required: false}
    ~~~

    ~~~py file=schemas/news.py
    from content_lint.schema import PlainText, Schema

    class News(Schema, collection="news"):
        title: PlainText
        author: PlainText
    ~~~

    ~~~md
    ---
    title: Summer party
    author: Jo
    ---
    ~~~

    ## Good
    ~~~yaml file=admin/config.yml
    collections:
      - name: news
        label: News
        folder: _news
        fields:
          - {label: Title, name: title, widget: string}
          - {label: Author, name: author, widget: string}
    ~~~

    ~~~py file=schemas/news.py
    from content_lint.schema import PlainText, Schema

    class News(Schema, collection="news"):
        title: PlainText
        author: PlainText
    ~~~

    ~~~md
    ---
    title: Summer party
    author: Jo
    ---
    ~~~
    """

    meta = RuleMeta("CL301", "cms-drift", Severity.WARNING)

    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding in the CMS's configuration for each thing in which it differs from the schemas."""
        settings = context.settings
        forms = settings.forms
        if forms is None or (context.earlier is not None and context.earlier.settings is settings):
            return  # where both are of before, neither the forms nor the schemas are of the change
        if not any(item.schema is not None for item in settings.collections.values()):
            from content_lint.cms.config_faults import TO_DO, start_faults  # only sites with a CMS

            for fault in start_faults(forms):
                place = forms.span_at(fault.place)
                yield self.report(forms.path, place, fault.message, help=TO_DO, severity=Severity.ERROR)
            return
        from content_lint.cms.bridge import bound_forms, differences  # it brings pydantic, which a schema has done
        from content_lint.cms.drift import in_words

        for item in differences(settings, bound_forms(settings, site.documents.values())):
            yield self.report(
                forms.path,
                forms.span_at(item.at),
                item.message,
                help=item.help,
                severity=item.severity,
                data={"key": in_words(item.path)} if item.path else None,
            )
