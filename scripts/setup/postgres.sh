# PostgreSQL for the tests of the store: they start a private server on a free port, so only its programs are needed.

compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || have initdb \
  || debian "PostgreSQL is missing (the tests of the store start one of their own)" postgresql
