/*
 * grant: which tables a program may touch.  A secret table is open only to a
 * program that lists a module naming it; everything that a statement table
 * has no business with (pragmas, schema changes, attached files, the clock) is
 * denied to all.  SQLite asks while it compiles, so a program that lacks a
 * grant does not start.
 *
 * Whole tables, for SQLite asks about the columns of a foreign key's parent
 * too: a WRITE may look at a secret table's id, which says nothing.
 */
#include "store/handle.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

/* Every secret table there is; a module claims its own in .secret. */
static const char *const grant_secrets[] = { "challenge", "invitation" };

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

static bool
grant_table(const struct db *db, const char *table)
{
	size_t i;

	for (i = 0; i < GRANT_SECRETS; i++)
		if (strcmp(grant_secrets[i], table) == 0)
			break;
	if (i == GRANT_SECRETS)
		return true;
	for (i = 0; db->modules[i] != NULL; i++)
		if (grant_lists(db->modules[i], table))
			return true;
	return false;
}

static bool
grant_read(const struct db *db, const char *table, const char *column)
{
	if (grant_table(db, table))
		return true;
	return db->live->compiling == WRITE && column != NULL &&
	    strcmp(column, "id") == 0;
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
	size_t i, n;

	for (i = 0; m->secret != NULL && m->secret[i] != NULL; i++) {
		for (n = 0; n < GRANT_SECRETS; n++)
			if (strcmp(grant_secrets[n], m->secret[i]) == 0)
				break;
		assert(n < GRANT_SECRETS);
	}
}

void
grant_set(struct db *db)
{
	size_t i;

	for (i = 0; db->modules[i] != NULL; i++)
		grant_sane(db->modules[i]);
	sqlite3_set_authorizer(db->sqlite, grant_ask, db);
}
