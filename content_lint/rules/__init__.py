"""What is checked: a folder a family, a file a rule. In: a document or a site, and its settings. Out: findings."""
