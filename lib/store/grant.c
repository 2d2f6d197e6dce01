/*
 * grant: which tables a program may touch.  A secret table is open only to a
 * program that lists a module naming it; everything that a statement table
 * has no business with (pragmas, schema changes, attached files, the clock) is
 * denied to all.  SQLite asks while it compiles, so a program that lacks a
 * grant does not start.
 *
 * Whole tables, but for the columns of foreign keys: SQLite asks about those of
 * the parent when a child is written, and the other way round.  A WRITE may
 * look at them; they hold ids, which are no secret.
 */
#include "store/handle.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

/* Every secret table there is; a module claims its own in .secret. */
static const struct secret {
	const char *table;
	const char *link[3];		/* columns of foreign keys; NULL ends */
} grant_secrets[] = {
	{ "challenge", { "id", "person" } },
	{ "invitation", { "id", "used_by" } },
};

#define GRANT_SECRETS (sizeof(grant_secrets) / sizeof(grant_secrets[0]))

/* SQL that both our databases speak, and no clock or chance in it. */
static const char *const grant_functions_denied[] = {
	"current_date", "current_time", "current_timestamp", "date",
	"datetime", "julianday", "last_insert_rowid", "load_extension",
	"random", "randomblob", "strftime", "time", "unixepoch",
};

static bool
grant_lists(const struct module *m, const char *table)
{
	size_t i;

	for (i = 0; m->secret != NULL && m->secret[i] != NULL; i++)
		if (strcmp(m->secret[i], table) == 0)
			return true;
	return false;
}

static const struct secret *
grant_secret(const char *table)
{
	size_t i;

	for (i = 0; i < GRANT_SECRETS; i++)
		if (strcmp(grant_secrets[i].table, table) == 0)
			return &grant_secrets[i];
	return NULL;
}

static bool
grant_table(const struct db *db, const char *table)
{
	size_t i;

	if (grant_secret(table) == NULL)
		return true;
	for (i = 0; db->modules[i] != NULL; i++)
		if (grant_lists(db->modules[i], table))
			return true;
	return false;
}

static bool
grant_read(const struct db *db, const char *table, const char *column)
{
	const struct secret *secret = grant_secret(table);
	size_t i;

	if (strncmp(table, "sqlite_", 7) == 0)
		return false;
	if (grant_table(db, table))
		return true;
	for (i = 0; db->live->compiling == WRITE && secret->link[i] != NULL;
	    i++)
		if (strcmp(secret->link[i], column) == 0)
			return true;
	return false;
}

static bool
grant_function(const char *name)
{
	size_t i, n = sizeof(grant_functions_denied) /
	    sizeof(grant_functions_denied[0]);

	for (i = 0; i < n; i++)
		if (sqlite3_stricmp(grant_functions_denied[i], name) == 0)
			return false;
	return true;
}

static int
grant_ask(void *arg, int action, const char *one, const char *two,
    const char *schema, const char *by)
{
	const struct db *db = arg;
	bool may = false;

	(void)schema;
	(void)by;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_RECURSIVE:
		may = true;
		break;
	case SQLITE_READ:
		may = grant_read(db, one, two);
		break;
	case SQLITE_INSERT:
	case SQLITE_UPDATE:
	case SQLITE_DELETE:
		may = grant_table(db, one);
		break;
	case SQLITE_FUNCTION:
		may = grant_function(two);
		break;
	case SQLITE_TRANSACTION:
		may = db->live->compiling == STATEMENT_UNSET;
		break;
	}
	return may ? SQLITE_OK : SQLITE_DENY;
}

/* A secret that is not in our list would be open to everybody. */
static void
grant_sane(const struct module *m)
{
	size_t i;

	for (i = 0; m->secret != NULL && m->secret[i] != NULL; i++)
		assert(grant_secret(m->secret[i]) != NULL);
}

void
grant_set(struct db *db)
{
	size_t i;

	for (i = 0; db->modules[i] != NULL; i++)
		grant_sane(db->modules[i]);
	sqlite3_set_authorizer(db->sqlite, grant_ask, db);
}
