/*
 * migrate: reads the numbered files, holds them against what was applied, and
 * applies the rest.  The invariant: table migration, user_version and the
 * schema change in one transaction, so they never disagree.
 */
#include "store/migrate.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/num.h"
#include "domain/digest.h"
#include "store/handle.h"

#include "base/banned.h"

#define MIGRATE_FILES 10000		/* NNNN */
#define MIGRATE_BYTES ((size_t)1024 * 1024)	/* of one file */
#define MIGRATE_ARENA_BYTES ((size_t)16 * 1024 * 1024)
#define MIGRATE_HEX (2 * DIGEST_BYTES + 1)

struct migration {
	int64_t version;
	const char *name;		/* "foundation"; NULL: no such file */
	const char *sql;
	const char *sha256;
};

struct migrate {
	const char *path, *dir;
	struct arena *a;
	sqlite3 *sqlite;
	int lock_fd;
	int64_t target;			/* the version that this is for */
	struct migration *file;		/* by version, target + 1 of them */
	int64_t at;			/* the version that is there now */
};

static enum status
migrate_refuse(struct migrate *m, int64_t version, const char *why,
    const char *todo)
{
	return handle_refuse(m->path, version == 0 ? why : str_printf(m->a,
	    "migration %04lld: %s", (long long)version, why), todo);
}

/* The files -------------------------------------------------------------- */

static enum status
migrate_read(struct migrate *m, const char *path, struct migration *ret)
{
	uint8_t digest[DIGEST_BYTES];
	char part[4096];
	struct buf text, hex;
	ssize_t n = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	buf_init(&text, m->a, MIGRATE_BYTES);
	while (fd >= 0 && (n = read(fd, part, sizeof(part))) > 0)
		buf_add(&text, part, (size_t)n);
	if (fd >= 0)
		close(fd);
	if (fd < 0 || n < 0 || text.n == 0 || text.failed)
		return migrate_refuse(m, ret->version, "it cannot be read",
		    path);
	digest_plain(buf_get(&text), digest);
	buf_init(&hex, m->a, MIGRATE_HEX);
	num_hex(&hex, digest, sizeof(digest));
	ret->sql = text.p;
	ret->sha256 = hex.p;
	return OK;
}

/* "0001_foundation.sql", nothing else that ends so. */
static bool
migrate_name(struct migrate *m, const char *file, int64_t *ret_version,
    const char **ret_name)
{
	struct str number, name = str_cut(str_of(file), '_', &number);
	size_t i;

	if (number.n != 4 || name.n <= 4 ||
	    !str_is((struct str){ name.p + name.n - 4, 4 }, ".sql"))
		return false;
	*ret_version = 0;
	for (i = 0; i < 4; i++) {
		if (number.p[i] < '0' || number.p[i] > '9')
			return false;
		*ret_version = *ret_version * 10 + (number.p[i] - '0');
	}
	*ret_name = str_copy(m->a, (struct str){ name.p, name.n - 4 });
	return *ret_version > 0;
}

static enum status
migrate_file(struct migrate *m, const char *file)
{
	struct migration *to;
	const char *name;
	int64_t version;

	if (!migrate_name(m, file, &version, &name))
		return OK;
	if (version > m->target)
		return migrate_refuse(m, version,
		    "it is newer than this program",
		    "install the two from one release");
	to = &m->file[version];
	if (to->name != NULL)
		return migrate_refuse(m, version, "there are two of it",
		    "install the files of one release");
	to->version = version;
	to->name = name;
	return migrate_read(m, str_printf(m->a, "%s/%s", m->dir, file), to);
}

static enum status
migrate_files(struct migrate *m)
{
	enum status s = OK;
	struct dirent *entry;
	int64_t v;
	DIR *dir = opendir(m->dir);

	if (dir == NULL)
		return handle_refuse(m->dir, "the migrations are not there",
		    "say where with WATCHBILL_SHARE");
	while (s == OK && (entry = readdir(dir)) != NULL)
		s = migrate_file(m, entry->d_name);
	closedir(dir);
	for (v = 1; s == OK && v <= m->target; v++)
		if (m->file[v].name == NULL)
			s = migrate_refuse(m, v, "its file is missing",
			    "install the files of one release");
	return s;
}

/* What was applied ------------------------------------------------------- */

/* One row of table migration, held against its file. */
static enum status
migrate_check_row(struct migrate *m, sqlite3_stmt *row)
{
	int64_t version = sqlite3_column_int64(row, 0);
	const char *sha256 = (const char *)sqlite3_column_text(row, 1);

	if (version > m->target)
		return migrate_refuse(m, version,
		    "the schema is newer than this program",
		    "install the version of Watchbill that wrote it");
	if (version != m->at + 1)
		return migrate_refuse(m, m->at + 1,
		    "it was never applied, but later ones were",
		    "restore a backup");
	if (sha256 == NULL || strcmp(sha256, m->file[version].sha256) != 0)
		return migrate_refuse(m, version,
		    "its file has changed since it was applied",
		    "install the file that the release came with");
	m->at = version;
	return OK;
}

static enum status
migrate_check_rows(struct migrate *m)
{
	sqlite3_stmt *row = NULL;
	enum status s = OK;
	int rc = sqlite3_prepare_v2(m->sqlite,
	    "SELECT version, sha256 FROM migration ORDER BY version", -1, &row,
	    NULL);

	if (rc == SQLITE_OK)
		while (s == OK && (rc = sqlite3_step(row)) == SQLITE_ROW)
			s = migrate_check_row(m, row);
	if (s == OK && rc != SQLITE_DONE)
		s = migrate_refuse(m, 0, sqlite3_errmsg(m->sqlite),
		    "restore a backup");
	sqlite3_finalize(row);
	return s;
}

/* Ours, or nothing yet: a file that SQLite or a crash left empty. */
static enum status
migrate_check(struct migrate *m)
{
	int64_t application = 0, tables = 0, version = 0;
	enum status s;

	if (handle_pragma(m->sqlite, "PRAGMA application_id",
	    &application) != OK || handle_pragma(m->sqlite,
	    "SELECT count(*) FROM sqlite_schema", &tables) != OK ||
	    handle_pragma(m->sqlite, "PRAGMA user_version", &version) != OK)
		return migrate_refuse(m, 0, sqlite3_errmsg(m->sqlite),
		    "is it a database?");
	if (application == 0 && tables == 0)
		return OK;
	if (application != HANDLE_APPLICATION_ID)
		return migrate_refuse(m, 0, "it is not Watchbill's database",
		    "name another directory");
	if ((s = migrate_check_rows(m)) != OK)
		return s;
	if (version != m->at)
		return migrate_refuse(m, m->at,
		    "the file says that it is of another version",
		    "restore a backup");
	return OK;
}

/* Applying --------------------------------------------------------------- */

/* A step may not end our transaction, nor reach another file. */
static int
migrate_ask(void *arg, int action, const char *one, const char *two,
    const char *schema, const char *by)
{
	(void)arg;
	(void)one;
	(void)two;
	(void)schema;
	(void)by;
	return action == SQLITE_TRANSACTION || action == SQLITE_SAVEPOINT ||
	    action == SQLITE_ATTACH || action == SQLITE_DETACH ||
	    action == SQLITE_PRAGMA ? SQLITE_DENY : SQLITE_OK;
}

static int
migrate_exec(struct migrate *m, const char *sql)
{
	return sqlite3_exec(m->sqlite, sql, NULL, NULL, NULL);
}

static int
migrate_record(struct migrate *m, const struct migration *step)
{
	sqlite3_stmt *row = NULL;
	int rc = sqlite3_prepare_v2(m->sqlite, "INSERT INTO migration"
	    " (version, name, sha256, applied_at) VALUES (?, ?, ?, ?)", -1,
	    &row, NULL);

	if (rc == SQLITE_OK) {
		sqlite3_bind_int64(row, 1, step->version);
		sqlite3_bind_text(row, 2, step->name, -1, SQLITE_STATIC);
		sqlite3_bind_text(row, 3, step->sha256, -1, SQLITE_STATIC);
		sqlite3_bind_int64(row, 4, clock_now());
		rc = sqlite3_step(row);
	}
	sqlite3_finalize(row);
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* Inside the transaction; *ret_why says what failed if not SQLite. */
static int
migrate_step(struct migrate *m, const struct migration *step,
    const char **ret_why)
{
	const char *mark = str_printf(m->a,
	    "PRAGMA application_id = %d; PRAGMA user_version = %lld",
	    HANDLE_APPLICATION_ID, (long long)step->version);
	int64_t broken = 0;
	int rc;

	sqlite3_set_authorizer(m->sqlite, migrate_ask, NULL);
	rc = migrate_exec(m, step->sql);
	sqlite3_set_authorizer(m->sqlite, NULL, NULL);
	if (rc != SQLITE_OK || (rc = migrate_record(m, step)) != SQLITE_OK ||
	    (rc = migrate_exec(m, mark)) != SQLITE_OK)
		return rc;
	if (handle_pragma(m->sqlite, "SELECT count(*)"
	    " FROM pragma_foreign_key_check", &broken) != OK)
		return SQLITE_ERROR;
	if (broken == 0)
		return SQLITE_OK;
	*ret_why = "it leaves a reference to nothing";
	return SQLITE_CONSTRAINT;
}

static enum status
migrate_apply(struct migrate *m, const struct migration *step)
{
	const char *why = NULL;
	enum status s;
	int rc = migrate_exec(m, "BEGIN IMMEDIATE");

	if (rc == SQLITE_OK && (rc = migrate_step(m, step, &why)) == SQLITE_OK)
		rc = migrate_exec(m, "COMMIT");
	if (rc == SQLITE_OK) {
		LOG(LOG_INFO, "migrated", LOG_INT("version", step->version),
		    LOG_TEXT("name", step->name));
		m->at = step->version;
		return OK;
	}
	if (why == NULL)
		why = str_printf(m->a, "%s", sqlite3_errmsg(m->sqlite));
	s = handle_status(m->sqlite, rc);
	if (!sqlite3_get_autocommit(m->sqlite))
		(void)migrate_exec(m, "ROLLBACK");
	(void)migrate_refuse(m, step->version, why,
	    "nothing of it was applied");
	return s == E_BUSY ? E_BUSY : E_FAULT;
}

/*
 * Steps that rebuild a table want foreign keys off, which only works outside
 * a transaction; each ends with a check of them instead.
 */
static enum status
migrate_prepare_file(struct migrate *m)
{
	static const char *const sql[] = { "PRAGMA journal_mode = WAL",
	    "PRAGMA foreign_keys = OFF" };
	size_t i;

	for (i = 0; i < sizeof(sql) / sizeof(sql[0]); i++)
		if (handle_pragma(m->sqlite, sql[i], NULL) != OK)
			return migrate_refuse(m, 0, sqlite3_errmsg(m->sqlite),
			    "stop what else uses it");
	return OK;
}

static enum status
migrate_all(struct migrate *m, size_t *ret)
{
	enum status s;

	if ((s = handle_lock(m->lock_fd, clock_monotonic_us() +
	    HANDLE_WAIT_MS * 1000)) != OK ||
	    (s = handle_open(m->path, SQLITE_OPEN_READWRITE,
	    &m->sqlite)) != OK ||
	    (s = migrate_check(m)) != OK ||
	    (s = migrate_prepare_file(m)) != OK)
		return s;
	while (s == OK && m->at < m->target)
		if ((s = migrate_apply(m, &m->file[m->at + 1])) == OK)
			++*ret;
	return s;
}

/* Before SQLite opens it: what it makes, everybody could read. */
static enum status
migrate_make_file(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		return handle_refuse(path, strerror(errno),
		    "its directory has to exist and to be ours");
	close(fd);
	return OK;
}

enum status
migrate_to(const char *path, const char *dir, int64_t target, size_t *ret)
{
	struct arena *a = arena_new(MIGRATE_ARENA_BYTES);
	struct migrate *m = ARENA_NEW(a, struct migrate);
	size_t applied = 0;
	enum status s;

	assert(target > 0 && target < MIGRATE_FILES);
	m->path = path;
	m->dir = dir;
	m->a = a;
	m->target = target;
	m->file = ARENA_ARRAY(a, struct migration, (size_t)target + 1);
	m->lock_fd = -1;
	if ((s = migrate_files(m)) == OK &&
	    (s = migrate_make_file(path)) == OK &&
	    (s = handle_lock_file(path, &m->lock_fd)) == OK)
		s = migrate_all(m, &applied);
	sqlite3_close(m->sqlite);
	if (m->lock_fd >= 0)
		close(m->lock_fd);
	arena_free(a);
	if (s == OK)
		*ret = applied;
	return s;
}

enum status
migrate_run(const char *path, const char *dir, size_t *ret)
{
	return migrate_to(path, dir, DB_SCHEMA_VERSION, ret);
}
