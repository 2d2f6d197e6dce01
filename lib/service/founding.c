/*
 * founding: each piece is made only if it is not there, under another name
 * first, so that a crash leaves it whole or absent.
 */
#include "service/founding.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/config.h"
#include "base/log.h"
#include "base/random.h"
#include "domain/seal.h"
#include "service/instance.h"
#include "store/migrate.h"

#include "base/banned.h"

#define FOUNDING_CONFIG_BYTES ((size_t)64 * 1024)

static enum status
founding_refuse(const char *path, const char *why)
{
	LOG(LOG_ERROR, "init-refused", LOG_TEXT("path", path),
	    LOG_TEXT("why", why));
	fprintf(stderr, "watchbill: %s: %s\n", path, why);
	return E_FAULT;
}

static enum status
founding_directory(const char *path, bool *ret_made)
{
	*ret_made = mkdir(path, 0700) == 0;
	if (!*ret_made && errno != EEXIST)
		return founding_refuse(path, strerror(errno));
	return OK;
}

static bool
founding_write_all(int fd, struct str text)
{
	ssize_t n;

	while (text.n > 0) {
		n = write(fd, text.p, text.n);
		if (n <= 0)
			return false;
		text.p += n;
		text.n -= (size_t)n;
	}
	return fsync(fd) == 0;
}

enum status
founding_directories(const char *dir, struct arena *a, bool *ret_made)
{
	static const char *const inner[] = { "keys", "run", "outbox" };
	bool made, ignored;
	enum status s;
	size_t i;

	umask(077);
	s = founding_directory(dir, &made);
	for (i = 0; s == OK && i < sizeof(inner) / sizeof(inner[0]); i++)
		s = founding_directory(instance_path(dir, inner[i], a),
		    &ignored);
	if (s == OK)
		*ret_made = made;
	return s;
}

/* That the file has its name must outlast a power cut too. */
static bool
founding_sync_folder(const char *path, struct arena *a)
{
	size_t n = (size_t)(strrchr(path, '/') - path);
	int fd = open(str_copy(a, (struct str){ path, n }),
	    O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool good = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return good;
}

/* A new file that nobody else may read; one that is there is an error. */
static enum status
founding_file(const char *path, struct str text, struct arena *a)
{
	const char *half = str_printf(a, "%s.new", path);
	bool good = false;
	int fd;

	(void)unlink(half);
	fd = open(half, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0) {
		good = founding_write_all(fd, text);
		good = close(fd) == 0 && good;
	}
	if (!good || link(half, path) != 0 || !founding_sync_folder(path, a)) {
		enum status s = founding_refuse(path, strerror(errno));

		(void)unlink(half);
		return s;
	}
	(void)unlink(half);
	return OK;
}

static enum status
founding_keys(const char *dir, struct arena *a, bool *ret_made)
{
	const char *path = instance_path(dir, INSTANCE_KEYS, a),
	    *database = instance_path(dir, INSTANCE_DATABASE, a);
	uint8_t random[3 * SEAL_KEY_BYTES];
	enum status s;

	*ret_made = false;
	if (access(path, F_OK) == 0)
		return OK;
	if (access(database, F_OK) == 0)
		return founding_refuse(path, "it is missing, but there is a"
		    " database that was sealed with it; restore it from where"
		    " you keep a copy");
	random_bytes(random, sizeof(random));
	s = founding_file(path, str_of(keyring_format_new(a, random)), a);
	explicit_bzero(random, sizeof(random));
	*ret_made = s == OK;
	return s;
}

/* Writes one key of config_describe as a comment, under its section. */
struct founding_text {
	struct buf b;
	struct str section;		/* of the key before */
	struct arena *a;
};

static void
founding_key(const char *text, void *arg)
{
	struct founding_text *t = arg;
	struct str name, type, must, fallback, rule, section,
	    rest = str_cut(str_of(str_copy(t->a, str_of(text))), '\t', &name);

	rest = str_cut(rest, '\t', &type);
	rest = str_cut(rest, '\t', &must);
	rest = str_cut(rest, '\t', &fallback);
	rest = str_cut(rest, '\t', &rule);
	name = str_cut(name, '.', &section);
	if (str_is(section, "test"))
		return;			/* to be written by who knows why */
	if (!str_eq(section, t->section))
		buf_printf(&t->b, "\n[%.*s]\n", (int)section.n, section.p);
	t->section = section;
	buf_printf(&t->b, "# %.*s\n# %.*s\n#%.*s = %.*s\n", (int)rest.n,
	    rest.p, (int)must.n, must.p, (int)name.n, name.p,
	    (int)fallback.n, fallback.p);
}

static enum status
founding_config(const char *dir, struct arena *a, bool *ret_made)
{
	const char *path = instance_path(dir, INSTANCE_CONFIG, a);
	struct founding_text t = { .a = a };
	enum status s;

	*ret_made = false;
	if (access(path, F_OK) == 0)
		return OK;
	buf_init(&t.b, a, FOUNDING_CONFIG_BYTES);
	buf_cstr(&t.b, "# This instance's configuration.  What is commented"
	    " out has the value shown;\n# WATCHBILL_<SECTION>_<KEY> in the"
	    " environment overrides what stands here.\n");
	config_describe(founding_key, &t);
	if (t.b.failed)
		return founding_refuse(path, "it would be too long");
	s = founding_file(path, buf_get(&t.b), a);
	*ret_made = s == OK;
	return s;
}

enum status
founding_migrate(const char *dir, struct arena *a, size_t *ret)
{
	return migrate_run(instance_path(dir, INSTANCE_DATABASE, a),
	    str_printf(a, "%s/migrations", instance_share_dir()), ret);
}

enum status
founding_init(const char *dir, struct arena *a, struct founded *ret)
{
	struct founded made = { .migrations = 0 };
	enum status s;

	if ((s = founding_directories(dir, a, &made.directory)) != OK ||
	    (s = founding_config(dir, a, &made.config)) != OK ||
	    (s = founding_keys(dir, a, &made.keys)) != OK ||
	    (s = founding_migrate(dir, a, &made.migrations)) != OK)
		return s;
	*ret = made;
	return OK;
}
