/* instance, founding: made once, opened whole, refused with one clear line. */
#include "../unit.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/clock.h"
#include "service/founding.h"
#include "service/instance.h"
#include "store/audit.h"

#include "base/banned.h"

static const struct module *const modules[] = { &audit_module, NULL };

struct fixture {
	struct arena *a;
	const char *dir;
};

static const char *const made[] = { "watchbill.conf", "keys/watchbill.keys",
	"watchbill.db", "watchbill.db-wal", "watchbill.db-shm",
	"watchbill.db.lock", "run/metrics", "offset" };
static const char *const folders[] = { "keys", "run", "outbox", "" };

static const char *
in(struct fixture *f, const char *name)
{
	return instance_path(f->dir, name, f->a);
}

static int
set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->a = arena_new((size_t)4 * 1024 * 1024);
	f->dir = str_printf(f->a, "%s", unit_temp("instance"));
	setenv("WATCHBILL_SHARE", unit_source("."), 1);
	unsetenv("WATCHBILL_DIR");
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;
	size_t i;

	clock_set_offset_file(NULL);
	for (i = 0; i < sizeof(made) / sizeof(made[0]); i++)
		unlink(in(f, made[i]));
	for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		rmdir(in(f, folders[i]));
	arena_free(f->a);
	free(f);
	return 0;
}

static int
mode(struct fixture *f, const char *name)
{
	struct stat st;

	is_ok(stat(in(f, name), &st));
	return (int)(st.st_mode & 0777);
}

static void
found(struct fixture *f)
{
	struct founded ret;

	is_ok(founding_init(f->dir, f->a, &ret));
}

static enum status
open_it(struct fixture *f, struct instance **ret)
{
	return instance_open(&(struct instance_options){ .dir = f->dir,
	    .program = "unit", .modules = modules }, ret);
}

static void
an_instance_is_made_for_its_owner_alone(void **state)
{
	struct fixture *f = *state;
	struct founded ret;

	is_ok(founding_init(f->dir, f->a, &ret));
	assert_true(ret.directory && ret.config && ret.keys);
	is_int(ret.migrations, DB_SCHEMA_VERSION);
	is_int(mode(f, "."), 0700);
	is_int(mode(f, "keys"), 0700);
	is_int(mode(f, "keys/watchbill.keys"), 0600);
	is_int(mode(f, "watchbill.db"), 0600);
	is_int(mode(f, "watchbill.conf"), 0600);
	is_int(mode(f, "watchbill.db.lock"), 0600);
}

static void
making_it_again_changes_nothing(void **state)
{
	struct fixture *f = *state;
	struct stat before, after;
	struct founded ret;

	found(f);
	is_ok(stat(in(f, "keys/watchbill.keys"), &before));
	is_ok(founding_init(f->dir, f->a, &ret));
	assert_false(ret.directory || ret.config || ret.keys);
	is_int(ret.migrations, 0);
	is_ok(stat(in(f, "keys/watchbill.keys"), &after));
	is_int(after.st_ino, before.st_ino);
}

static void
new_keys_are_not_made_for_an_old_database(void **state)
{
	struct fixture *f = *state;
	struct founded ret;

	found(f);
	is_ok(unlink(in(f, "keys/watchbill.keys")));
	is_int(founding_init(f->dir, f->a, &ret), E_FAULT);
	is_int(access(in(f, "keys/watchbill.keys"), F_OK), -1);
}

static void
what_was_made_opens(void **state)
{
	struct fixture *f = *state;
	struct instance *i;
	struct act act;

	found(f);
	is_ok(open_it(f, &i));
	is_text(i->config.server.dir, i->dir);
	is_int(i->dir[0], '/');
	assert_non_null(i->zone);
	is_ok(db_ping(i->db));
	is_int(mode(f, "run/metrics"), 0600);
	instance_act(i, f->a, "operator", &act);
	is_text(act.actor.kind, "operator");
	is_int(strlen(act.trace_id), 32);
	is_text(act.language->code, "en");
	instance_close(i);
}

static void
the_directory_may_come_from_the_environment(void **state)
{
	struct fixture *f = *state;

	is_text(instance_dir(NULL, f->a) + strlen(instance_dir(NULL, f->a)) -
	    3, "var");
	setenv("WATCHBILL_DIR", "/", 1);
	is_text(instance_dir(NULL, f->a), "/");
	is_text(instance_dir("/tmp", f->a), "/tmp");
	setenv("WATCHBILL_DIR", "not/there", 1);
	is_text(instance_dir(NULL, f->a), "not/there");
}

static void
the_clock_moves_by_a_file_beside_the_configuration(void **state)
{
	struct fixture *f = *state;
	struct instance *i;

	found(f);
	unit_write(in(f, "watchbill.conf"),
	    "[test]\nclock_offset_file = offset\n");
	unit_write(in(f, "offset"), "-1000000000\n");
	is_ok(open_it(f, &i));
	assert_true(clock_now() < 1500000000);
	instance_close(i);
}

/* Opening it fails, and says so. */
static void
is_refused(struct fixture *f, const char *want)
{
	char name[] = "/tmp/watchbill-said-XXXXXX", said[8192];
	int to = mkstemp(name), was = dup(STDERR_FILENO);
	struct instance *i = NULL;
	enum status s;
	ssize_t n;

	unlink(name);
	dup2(to, STDERR_FILENO);
	s = open_it(f, &i);
	dup2(was, STDERR_FILENO);
	close(was);
	n = pread(to, said, sizeof(said) - 1, 0);
	close(to);
	said[n > 0 ? n : 0] = '\0';
	assert_true(s != OK);
	assert_null(i);
	if (strstr(said, want) == NULL)
		fail_msg("\"%s\" is not in: %s", want, said);
}

static void
what_is_missing_is_named(void **state)
{
	struct fixture *f = *state;

	is_refused(f, "watchbill.conf: No such file or directory; make an"
	    " instance with: watchbill init");
	found(f);
	is_ok(unlink(in(f, "watchbill.db")));
	is_refused(f, "watchbill.db: there is no such file");
	is_ok(unlink(in(f, "keys/watchbill.keys")));
	is_refused(f, "keys/watchbill.keys: No such file");
}

static void
R_23_a_wrong_configuration_is_refused_by_its_key(void **state)
{
	struct fixture *f = *state;

	found(f);
	unit_write(in(f, "watchbill.conf"), "[site]\nzone = Mars/Olympus\n");
	is_refused(f, "zone");
	unit_write(in(f, "watchbill.conf"), "[site]\ncolour = red\n");
	is_refused(f, "colour");
}

static void
keys_that_others_can_read_are_refused(void **state)
{
	struct fixture *f = *state;

	found(f);
	is_ok(chmod(in(f, "keys/watchbill.keys"), 0640));
	is_refused(f, "others than its owner may read it");
	is_ok(chmod(in(f, "keys/watchbill.keys"), 0604));
	is_refused(f, "others than its owner may read it");
	is_ok(chmod(in(f, "keys/watchbill.keys"), 0600));
	unit_write(in(f, "keys/watchbill.keys"), "seal 1 not-a-key\n");
	is_refused(f, "it is not a file of keys");
}

static void
shared_files_are_found_in_the_source_tree_without_being_told(void **state)
{
	struct stat got, want;
	char path[4096];

	(void)state;
	unsetenv("WATCHBILL_SHARE");
	is_ok(stat(unit_source("migrations"), &want));
	snprintf(path, sizeof(path), "%s/migrations", instance_share_dir());
	is_ok(stat(path, &got));
	is_int(got.st_ino, want.st_ino);
	setenv("WATCHBILL_SHARE", "/elsewhere", 1);
	is_text(instance_share_dir(), "/elsewhere");
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(an_instance_is_made_for_its_owner_alone),
		T(making_it_again_changes_nothing),
		T(new_keys_are_not_made_for_an_old_database),
		T(what_was_made_opens),
		T(the_directory_may_come_from_the_environment),
		T(the_clock_moves_by_a_file_beside_the_configuration),
		T(what_is_missing_is_named),
		T(R_23_a_wrong_configuration_is_refused_by_its_key),
		T(keys_that_others_can_read_are_refused),
		T(shared_files_are_found_in_the_source_tree_without_being_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
