"""YAML as the library `yaml` of JavaScript reads and writes it: what a CMS makes of front matter.

Sources: yaml 1.10.3 (Decap CMS) and yaml 2.9.1 (Sveltia CMS), ISC licence, ported; what both programs wrote is the
measure (tests/cms/test_oracle.py).
"""
