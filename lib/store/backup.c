/*
 * backup: VACUUM INTO on a connection of its own.  It is a read transaction of
 * the WAL: it holds no lock, and a checkpoint stops before what it still
 * reads.
 */
#include "store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "store/handle.h"

#include "base/banned.h"

#define BACKUP_ARENA_BYTES ((size_t)64 * 1024)

static enum status
backup_fail(const char *to, const char *why)
{
	LOG(LOG_ERROR, "backup-failed", LOG_TEXT("path", to),
	    LOG_TEXT("why", why));
	return E_FAULT;
}

/* SQLite takes an empty file for a new one: so nobody else may read it. */
static enum status
backup_make_file(const char *to)
{
	int fd = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0 && errno == EEXIST)
		return E_CONFLICT;
	if (fd < 0)
		return backup_fail(to, strerror(errno));
	close(fd);
	return OK;
}

static enum status
backup_copy(sqlite3 *from, const char *to)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(from, "VACUUM INTO ?", -1, &stmt, NULL);
	enum status s;

	if (rc == SQLITE_OK)
		rc = sqlite3_bind_text(stmt, 1, to, -1, SQLITE_STATIC);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(stmt);
	s = handle_status(from, rc);
	if (s != OK)
		(void)backup_fail(to, sqlite3_errmsg(from));
	sqlite3_finalize(stmt);
	return s == E_BUSY ? E_BUSY : s == OK ? OK : E_FAULT;
}

static enum status
backup_sync_one(const char *path, int flags)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | flags);
	bool good = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return good ? OK : backup_fail(path, strerror(errno));
}

/* The file, and its name in the directory. */
static enum status
backup_sync(const char *to)
{
	struct arena *a = arena_new(BACKUP_ARENA_BYTES);
	enum status s = backup_sync_one(to, 0);

	if (s == OK)
		s = backup_sync_one(dirname(str_copy(a, str_of(to))),
		    O_DIRECTORY);
	arena_free(a);
	return s;
}

enum status
backup_write(const char *path, const char *to)
{
	sqlite3 *from = NULL;
	enum status s;

	if ((s = backup_make_file(to)) != OK)
		return s;
	s = handle_open(path, SQLITE_OPEN_READONLY, &from);
	if (s == OK)
		s = backup_copy(from, to);
	sqlite3_close(from);
	if (s == OK)
		s = backup_sync(to);
	if (s != OK)
		(void)unlink(to);
	return s;
}

/* What SQLite itself finds wrong; NULL: nothing. */
static const char *
backup_judge(sqlite3 *sqlite)
{
	int64_t n = 0;

	if (handle_pragma(sqlite, "SELECT count(*) FROM"
	    " pragma_integrity_check WHERE integrity_check <> 'ok'", &n) != OK)
		return "it cannot be read";
	if (n > 0)
		return "its pages or indexes are damaged";
	if (handle_pragma(sqlite, "SELECT count(*) FROM"
	    " pragma_foreign_key_check", &n) != OK)
		return "it cannot be read";
	return n > 0 ? "a reference leads to nothing" : NULL;
}

static enum status
backup_check_pages(const char *path, struct backup_verdict *ret)
{
	sqlite3 *sqlite = NULL;
	enum status s = handle_open(path, SQLITE_OPEN_READONLY, &sqlite);

	if (s == OK)
		ret->why = backup_judge(sqlite);
	sqlite3_close(sqlite);
	return s;
}

static enum status
backup_check_audit(const char *path, const struct keyring *keys,
    struct backup_verdict *ret)
{
	static const struct module *const modules[] = { &audit_module, NULL };
	const struct db_options o = { .path = path, .keys = keys,
	    .modules = modules, .read_only = true };
	struct db *db = NULL;
	enum status s = db_open(&o, &db);

	if (s == OK)
		s = audit_verify(db, &ret->audit);
	if (s == OK && ret->audit.why != NULL)
		ret->why = "its audit trail is broken";
	db_close(db);
	return s;
}

enum status
backup_verify(const char *path, const struct keyring *keys,
    struct backup_verdict *ret)
{
	struct backup_verdict found = { .why = NULL };
	struct stat st;
	enum status s = backup_check_pages(path, &found);

	if (s == OK && found.why == NULL)
		s = backup_check_audit(path, keys, &found);
	if (s == OK && stat(path, &st) == 0)
		found.bytes = (int64_t)st.st_size;
	if (s == OK)
		*ret = found;
	return s;
}
