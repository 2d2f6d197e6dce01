/* watchbill: the real command, on an instance of the test's own. */
#include "../unit.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/banned.h"

struct fixture {
	char dir[128];			/* holds the instance */
	char out[16384], err[16384];	/* of the last run */
};

static int
set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	snprintf(f->dir, sizeof(f->dir), "/tmp/watchbill-command-XXXXXX");
	if (mkdtemp(f->dir) == NULL)
		return -1;
	setenv("WATCHBILL_SHARE", unit_source("."), 1);
	*state = f;
	return 0;
}

static void
slurp(const char *path, char *to, size_t size)
{
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	to[fread(to, 1, size - 1, file)] = '\0';
	fclose(file);
}

static int
spawn(const char *const *argv, const char *out, const char *err)
{
	pid_t child = fork();
	int how;

	assert_true(child >= 0);
	if (child == 0) {
		dup2(open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600), 1);
		dup2(open(err, O_WRONLY | O_CREAT | O_TRUNC, 0600), 2);
		execvp(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	assert_int_equal(waitpid(child, &how, 0), child);
	assert_true(WIFEXITED(how));
	return WEXITSTATUS(how);
}

/* run(f, "person", "list", NULL): on the instance f->dir/i. */
static int
run_line(struct fixture *f, const char *const *words)
{
	char instance[160], out[160], err[160];
	const char *argv[12] = { "bin/watchbill", "--dir", instance };
	int i, rc;

	for (i = 0; words[i] != NULL; i++)
		argv[3 + i] = words[i];
	snprintf(instance, sizeof(instance), "%s/i", f->dir);
	snprintf(out, sizeof(out), "%s/out", f->dir);
	snprintf(err, sizeof(err), "%s/err", f->dir);
	rc = spawn(argv, out, err);
	slurp(out, f->out, sizeof(f->out));
	slurp(err, f->err, sizeof(f->err));
	return rc;
}

#define run(f, ...) run_line((f), (const char *const[]){ __VA_ARGS__, NULL })

static int
tear_down(void **state)
{
	struct fixture *f = *state;
	const char *const argv[] = { "rm", "-rf", f->dir, NULL };

	(void)spawn(argv, "/dev/null", "/dev/null");
	free(f);
	return 0;
}

#define says(text, want) do {						\
	if (strstr((text), (want)) == NULL)				\
		fail_msg("\"%s\" is not in: %s", (want), (text));	\
} while (0)

static void
init_makes_an_instance_once(void **state)
{
	struct fixture *f = *state;

	is_int(run(f, "init"), 0);
	says(f->out, "keep a copy elsewhere");
	is_text(f->err, "");
	is_int(run(f, "init"), 0);
	is_text(f->out, "");
	is_int(run(f, "migrate"), 0);
	says(f->out, "0 applied, schema ");
	is_int(run(f, "config", "check"), 0);
	says(f->out, "is good, for development");
}

static void
without_an_instance_one_line_says_what_to_do(void **state)
{
	struct fixture *f = *state;

	is_int(run(f, "person", "list"), 1);
	is_text(f->out, "");
	says(f->err, "make an instance with: watchbill init");
	assert_ptr_equal(strchr(f->err, '\n'), strrchr(f->err, '\n'));
}

static void
people_are_added_listed_and_given_roles(void **state)
{
	struct fixture *f = *state;

	is_int(run(f, "init"), 0);
	is_int(run(f, "person", "add", "Ann Arbor", "082 555 0147", "--role",
	    "admin"), 0);
	is_text(f->out, "1\n");
	is_int(run(f, "person", "add", "Bob", "+27825550148"), 0);
	is_int(run(f, "person", "add", "Eve", "0825550148"), 1);
	is_text(f->err, "watchbill: somebody has that number already\n");
	is_int(run(f, "person", "role", "+27 82 555 0148", "coordinator"), 0);
	is_int(run(f, "person", "list"), 0);
	is_text(f->out, "     1  admin        active     Ann Arbor\n"
	    "     2  coordinator  active     Bob\n");
	is_int(run(f, "person", "list", "--json"), 0);
	says(f->out, "{\"id\":2,\"name\":\"Bob\",\"role\":\"coordinator\"");
	assert_null(strstr(f->out, "0148"));
}

static void
what_is_wrong_is_said_and_changes_nothing(void **state)
{
	struct fixture *f = *state;

	is_int(run(f, "init"), 0);
	is_int(run(f, "person", "add", "Ann", "0825550147", "--role", "admin"),
	    0);
	is_int(run(f, "person", "role", "1", "volunteer"), 1);
	says(f->err, "the last admin has to stay one");
	is_int(run(f, "person", "role", "1", "boss"), 1);
	says(f->err, "\"boss\" is no role");
	is_int(run(f, "person", "role", "7", "guest"), 1);
	says(f->err, "there is no such person");
	is_int(run(f, "person", "add", "", "0825550149"), 1);
	says(f->err, "the name has to be");
	is_int(run(f, "person", "list"), 0);
	is_text(f->out, "     1  admin        active     Ann\n");
}

static void
the_first_admin_comes_by_a_link_while_there_is_none(void **state)
{
	struct fixture *f = *state;
	char one[200];

	is_int(run(f, "init"), 0);
	is_int(run(f, "first-admin"), 0);
	says(f->out, "https://localhost:8443/welcome/");
	is_int(strlen(f->out), strlen("https://localhost:8443/welcome/") + 33);
	memcpy(one, f->out, sizeof(one));
	is_int(run(f, "first-admin"), 0);
	assert_string_not_equal(f->out, one);
	is_int(run(f, "person", "add", "Ann", "0825550147", "--role", "admin"),
	    0);
	is_int(run(f, "first-admin"), 0);
	is_text(f->out, "");
}

static void
a_demonstration_fills_an_empty_instance_only(void **state)
{
	struct fixture *f = *state;

	is_int(run(f, "init"), 0);
	is_int(run(f, "demo"), 0);
	says(f->out, "3 schedules, 40 people, ");
	is_int(run(f, "rota", "extend"), 0);
	is_text(f->out, "0 new shifts\n");
	is_int(run(f, "demo"), 1);
	is_text(f->err, "watchbill: there are schedules or people here "
	    "already\n");
	is_int(run(f, "audit", "verify"), 0);
}

static void
a_line_that_makes_no_sense_ends_in_two(void **state)
{
	struct fixture *f = *state;

	is_int(run(f, "persons", "list"), 2);
	is_int(run(f, "person"), 2);
	is_int(run(f, "person", "add", "Ann"), 2);
	is_int(run(f, "person", "add", "Ann", "1", "2"), 2);
	is_int(run(f, "person", "list", "--role", "admin"), 2);
	is_int(run(f, "backup", "x", "--json"), 2);
	is_int(run(f, "init", "--force"), 2);
	says(f->err, "--force: no such option");
	is_int(run(f, "init", "--role"), 2);
}

static void
help_is_given_to_who_asks(void **state)
{
	struct fixture *f = *state;

	is_int(run(f, "--help"), 0);
	says(f->out, "person role  PERSON ROLE");
	is_int(run(f, "backup", "--help"), 0);
	says(f->out, "backup FILE\n");
	is_text(f->err, "");
}

static void
R_12_a_backup_is_made_once_and_restores(void **state)
{
	struct fixture *f = *state;
	char copy[160], path[160];
	struct stat st;

	snprintf(copy, sizeof(copy), "%s/copy.db", f->dir);
	snprintf(path, sizeof(path), "%s/i/watchbill.db", f->dir);
	is_int(run(f, "init"), 0);
	is_int(run(f, "person", "add", "Ann", "0825550147"), 0);
	is_int(run(f, "backup", copy), 0);
	says(f->out, "audit rows, whole");
	is_ok(stat(copy, &st));
	is_int(st.st_mode & 0777, 0600);
	is_int(run(f, "backup", copy), 1);
	says(f->err, "there is such a file already");
	is_int(run(f, "person", "add", "Bob", "0825550148"), 0);
	is_ok(rename(copy, path));
	snprintf(path, sizeof(path), "%s/i/watchbill.db-wal", f->dir);
	is_ok(unlink(path));
	snprintf(path, sizeof(path), "%s/i/watchbill.db-shm", f->dir);
	is_ok(unlink(path));
	is_int(run(f, "person", "add", "Cay", "0825550149"), 0);
	is_int(run(f, "person", "list"), 0);
	assert_non_null(strstr(f->out, "Ann"));
	assert_null(strstr(f->out, "Bob"));
	is_int(run(f, "audit", "verify"), 0);
}

/* Puts 12 bytes over the first "person.added" of a file. */
static void
edit(const char *path, const char *over)
{
	static char bytes[1024 * 1024];
	FILE *file = fopen(path, "r+");
	char *at;

	assert_non_null(file);
	at = memmem(bytes, fread(bytes, 1, sizeof(bytes), file),
	    "person.added", 12);
	assert_non_null(at);
	is_ok(fseek(file, at - bytes, SEEK_SET));
	is_int(fwrite(over, 1, 12, file), 12);
	is_ok(fclose(file));
}

static void
AU_02_a_row_edited_in_the_file_itself_is_named(void **state)
{
	struct fixture *f = *state;
	char copy[160], path[160];

	snprintf(copy, sizeof(copy), "%s/copy.db", f->dir);
	snprintf(path, sizeof(path), "%s/i/watchbill.db", f->dir);
	is_int(run(f, "init"), 0);
	is_int(run(f, "person", "add", "Ann", "0825550147"), 0);
	is_int(run(f, "audit", "verify"), 0);
	says(f->out, "1 rows, head ");
	is_int(run(f, "backup", copy), 0);
	edit(copy, "person.moved");
	is_ok(rename(copy, path));
	snprintf(path, sizeof(path), "%s/i/watchbill.db-wal", f->dir);
	is_ok(unlink(path));
	is_int(run(f, "audit", "verify"), 1);
	is_text(f->err, "watchbill: audit row 1: it was changed; 0 before it "
	    "are good\n");
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(init_makes_an_instance_once),
		T(without_an_instance_one_line_says_what_to_do),
		T(people_are_added_listed_and_given_roles),
		T(what_is_wrong_is_said_and_changes_nothing),
		T(the_first_admin_comes_by_a_link_while_there_is_none),
		T(a_demonstration_fills_an_empty_instance_only),
		T(a_line_that_makes_no_sense_ends_in_two),
		T(help_is_given_to_who_asks),
		T(R_12_a_backup_is_made_once_and_restores),
		T(AU_02_a_row_edited_in_the_file_itself_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
