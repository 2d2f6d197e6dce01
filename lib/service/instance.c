/*
 * instance: opens the pieces in an order in which each can say what is wrong
 * with it, and closes what is open when one does.
 */
#include "service/instance.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/metrics.h"
#include "base/num.h"
#include "base/random.h"
#include "base/zone.h"

#include "base/banned.h"

#define INSTANCE_ARENA_BYTES ((size_t)2 * 1024 * 1024)
#define INSTANCE_KEYS_BYTES 16384
#define INSTANCE_LEVELS 8	/* of folders above a program in a build tree */

static enum status
instance_refuse(const char *path, const char *why, const char *todo)
{
	LOG(LOG_ERROR, "instance-refused", LOG_TEXT("path", path),
	    LOG_TEXT("why", why), LOG_TEXT("todo", todo));
	fprintf(stderr, "watchbill: %s: %s; %s\n", path, why, todo);
	return E_FAULT;
}

const char *
instance_dir(const char *given, struct arena *a)
{
	const char *dir = given != NULL ? given : getenv("WATCHBILL_DIR");
	char full[PATH_MAX];

	if (dir == NULL || *dir == '\0')
		dir = INSTANCE_DIR;
	return str_printf(a, "%s", realpath(dir, full) != NULL ? full : dir);
}

const char *
instance_path(const char *dir, const char *file, struct arena *a)
{
	return str_printf(a, "%s/%s", dir, file);
}

enum status
instance_config(const char *dir, struct arena *a, struct config *ret)
{
	const char *path = instance_path(dir, INSTANCE_CONFIG, a), *offset;
	enum status s;

	if (access(path, R_OK) != 0)
		return instance_refuse(path, strerror(errno),
		    "make an instance with: watchbill init");
	if ((s = config_load(path, a, ret)) != OK)
		return s;
	ret->server.dir = dir;
	offset = ret->test.clock_offset_file;
	if (*offset != '\0')
		clock_set_offset_file(*offset == '/' ?
		    offset : instance_path(dir, offset, a));
	return OK;
}

/* Keys stay out of arenas: text is the caller's, and wiped by it. */
static enum status
instance_keys_read(const char *path, char *text, size_t size, size_t *ret)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	ssize_t n = -1;

	if (fd < 0)
		return instance_refuse(path, strerror(errno),
		    "make an instance with: watchbill init");
	if (fstat(fd, &st) != 0 || (st.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
		close(fd);
		return instance_refuse(path,
		    "others than its owner may read it",
		    "chmod 600, and think about who has read it");
	}
	n = read(fd, text, size);
	close(fd);
	if (n < 0 || (size_t)n == size)
		return instance_refuse(path, "it cannot be read",
		    "restore it from where you keep a copy");
	*ret = (size_t)n;
	return OK;
}

enum status
instance_keys(const char *dir, struct arena *a, struct keyring **ret)
{
	const char *path = instance_path(dir, INSTANCE_KEYS, a);
	char text[INSTANCE_KEYS_BYTES];
	enum status s;
	size_t n = 0;

	s = instance_keys_read(path, text, sizeof(text), &n);
	if (s == OK && keyring_parse((struct str){ text, n }, ret) != OK)
		s = instance_refuse(path, "it is not a file of keys",
		    "restore it from where you keep a copy");
	explicit_bzero(text, sizeof(text));
	return s;
}

static enum status
instance_metrics(const char *dir, struct arena *a)
{
	const char *run = instance_path(dir, "run", a),
	    *path = instance_path(dir, INSTANCE_METRICS, a);

	if (mkdir(run, 0700) != 0 && errno != EEXIST)
		return instance_refuse(run, strerror(errno),
		    "the directory has to be ours");
	if (metrics_open(path) != OK)
		return instance_refuse(path, "it cannot be opened",
		    "remove it, or make it ours");
	return OK;
}

static enum status
instance_pieces(const struct instance_options *o, struct instance *i)
{
	struct db_options db = { .modules = o->modules,
	    .read_only = o->read_only };
	enum status s;

	if ((s = instance_config(i->dir, i->arena, &i->config)) != OK ||
	    (s = zone_find(str_of(i->config.site.zone), &i->zone)) != OK ||
	    (s = instance_keys(i->dir, i->arena, &i->keys)) != OK)
		return s;
	if (!o->read_only && !o->no_metrics &&
	    (s = instance_metrics(i->dir, i->arena)) != OK)
		return s;
	db.path = instance_path(i->dir, INSTANCE_DATABASE, i->arena);
	db.keys = i->keys;
	return db_open(&db, &i->db);
}

enum status
instance_open(const struct instance_options *o, struct instance **ret)
{
	struct arena *a = arena_new(INSTANCE_ARENA_BYTES);
	struct instance *i = ARENA_NEW(a, struct instance);
	enum status s;

	umask(077);
	log_open(o->program, o->log_fd > 0 ? o->log_fd : STDERR_FILENO);
	i->arena = a;
	i->dir = instance_dir(o->dir, a);
	if ((s = instance_pieces(o, i)) != OK) {
		instance_close(i);
		return s;
	}
	*ret = i;
	return OK;
}

void
instance_close(struct instance *i)
{
	if (i == NULL)
		return;
	db_close(i->db);
	keyring_free(i->keys);
	arena_free(i->arena);
}

static bool
instance_has(const char *dir, const char *folder)
{
	char path[PATH_MAX];
	struct buf b;

	buf_fixed(&b, path, sizeof(path));
	buf_printf(&b, "%s/%s", dir, folder);
	return !b.failed && access(path, R_OK | X_OK) == 0;
}

/* The tree the program was built in: DIR of the program, or a folder above
 * it, that has that folder. */
static bool
instance_find(const char *folder, char dir[PATH_MAX])
{
	ssize_t n = readlink("/proc/self/exe", dir, PATH_MAX - 1);
	char *slash;
	int level;

	if (n <= 0)
		return false;
	dir[n] = '\0';
	for (level = 0; level < INSTANCE_LEVELS; level++) {
		if ((slash = strrchr(dir, '/')) == NULL || slash == dir)
			return false;
		*slash = '\0';
		if (instance_has(dir, folder))
			return true;
	}
	return false;
}

const char *
instance_share_dir(void)
{
	static char found[PATH_MAX];
	const char *dir = getenv("WATCHBILL_SHARE");

	if (dir != NULL && *dir != '\0')
		return dir;
	if (instance_has(WB_PKGDATADIR, "migrations"))
		return WB_PKGDATADIR;
	return instance_find("migrations", found) ? found : WB_PKGDATADIR;
}

const char *
instance_locale_dir(void)
{
	static char found[PATH_MAX];
	const char *dir = getenv("WATCHBILL_LOCALE");
	size_t n;

	if (dir != NULL && *dir != '\0')
		return dir;
	if (!instance_find("locale", found))
		return WB_LOCALEDIR;
	n = strlen(found);
	(void)snprintf(found + n, sizeof(found) - n, "/locale");
	return found;
}

void
instance_act(const struct instance *i, struct arena *a, const char *kind,
    struct act *ret)
{
	uint8_t id[16];
	struct buf trace;

	random_bytes(id, sizeof(id));
	buf_init(&trace, a, 2 * sizeof(id));
	num_hex(&trace, id, sizeof(id));
	*ret = (struct act){
		.db = i->db,
		.arena = a,
		.config = &i->config,
		.zone = i->zone,
		.now = clock_now(),
		.actor = { .role = ROLE_PUBLIC, .kind = kind },
		.address = "",
		.user_agent = "",
		.trace_id = trace.p,
		.language = language_pick(NULL, STR(""),
		    i->config.site.language),
	};
}
