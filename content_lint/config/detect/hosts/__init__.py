"""Rules of hosts of finished sites. In: the texts of their files. Out: ``HostRule``s, in the order that counts."""
