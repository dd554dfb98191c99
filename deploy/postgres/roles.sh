#!/bin/sh
# Makes the roles and the database, once, in an empty PostgreSQL. Run it as a superuser of the
# database; the image of PostgreSQL does so by itself at the first start.
#
#   kehou_owner    owns the tables and applies migrations; nothing that serves logs in as it
#   kehou_service  may read and add, and can't change what was written; nobody logs in as it
#   kehou          the login of the service; it has no right but to act as kehou_service
set -eu

secrets=${KEHOU_SECRETS:-/run/secrets}
owner_password=$(cat "$secrets/kehou_owner_password")
password=$(cat "$secrets/kehou_password")

# The passwords go through the environment: the arguments of a process are seen by everybody.
export owner_password password
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname=postgres <<'SQL'
\getenv owner_password owner_password
\getenv password password
CREATE ROLE kehou_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE kehou_service NOLOGIN;
CREATE ROLE kehou LOGIN NOINHERIT PASSWORD :'password' IN ROLE kehou_service;
CREATE DATABASE kehou OWNER kehou_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE kehou FROM PUBLIC;
GRANT CONNECT ON DATABASE kehou TO kehou, kehou_service;
\connect kehou
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
SQL
