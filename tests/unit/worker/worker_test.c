/* watchbill-worker: the program itself, against an instance of its own. */
#include "../store/scratch.h"

#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "service/founding.h"
#include "service/instance.h"
#include "service/messaging.h"
#include "store/audit.h"
#include "store/outbox.h"
#include "store/tx.h"

#include "base/banned.h"

#define WORKER "worker/watchbill-worker"	/* where make check runs */
#define PATIENCE_US ((int64_t)20 * 1000000)

static const struct module *const modules[] = { &audit_module,
	&outbox_module, NULL };

struct fixture {
	struct arena *a;
	const char *dir, *database, *log, *lines, *fail;
	struct instance *instance;
	pid_t worker;
};

static const char *
in(struct fixture *f, const char *file)
{
	return str_printf(f->a, "%s/%s", f->dir, file);
}

static int
set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct instance_options o = { .program = "a test",
	    .modules = modules };
	struct founded founded;

	f->a = arena_new((size_t)8 * 1024 * 1024);
	f->dir = str_copy(f->a, str_of(unit_temp("worker")));
	setenv("WATCHBILL_SHARE", str_copy(f->a,
	    str_of(unit_source("."))), 1);
	setenv("WATCHBILL_LOCALE", "locale", 1);
	setenv("WATCHBILL_SMS_BACKOFF_S", "1", 1);
	if (founding_init(f->dir, f->a, &founded) != OK)
		return -1;
	f->database = in(f, INSTANCE_DATABASE);
	f->log = in(f, "worker.log");
	f->lines = in(f, "outbox/sms.jsonl");
	f->fail = in(f, "outbox/sms.fail");
	o.dir = f->dir;
	*state = f;
	return instance_open(&o, &f->instance) == OK ? 0 : -1;
}

static int
remove_one(const char *path, const struct stat *st, int type,
    struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	if (f->worker > 0) {
		kill(f->worker, SIGKILL);
		waitpid(f->worker, NULL, 0);
	}
	instance_close(f->instance);
	nftw(f->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	arena_free(f->a);
	free(f);
	return 0;
}

static pid_t
spawn(struct fixture *f)
{
	pid_t pid = fork();
	int fd;

	assert_true(pid >= 0);
	if (pid > 0)
		return pid;
	fd = open(f->log, O_WRONLY | O_CREAT | O_APPEND, 0600);
	dup2(fd, STDERR_FILENO);
	execl(WORKER, WORKER, "--dir", f->dir, (char *)NULL);
	_exit(127);
}

static size_t
lines_with(const char *path, const char *text)
{
	char line[4096];
	size_t n = 0;
	FILE *file = fopen(path, "r");

	if (file == NULL)
		return 0;
	while (fgets(line, sizeof(line), file) != NULL)
		if (strstr(line, text) != NULL)
			n++;
	fclose(file);
	return n;
}

/* Until the file has so many such lines; gives how long that took. */
static int64_t
wait_for(const char *path, const char *text, size_t n)
{
	int64_t start = clock_monotonic_us();

	while (lines_with(path, text) < n) {
		if (clock_monotonic_us() - start > PATIENCE_US)
			fail_msg("%s has no \"%s\"", path, text);
		usleep(500);
	}
	return clock_monotonic_us() - start;
}

static void
start(struct fixture *f)
{
	size_t before = lines_with(f->log, "worker-ready");

	f->worker = spawn(f);
	wait_for(f->log, "worker-ready", before + 1);
}

static int
stopped(pid_t pid)
{
	int how;

	assert_int_equal(waitpid(pid, &how, 0), pid);
	return WIFEXITED(how) ? WEXITSTATUS(how) : -WTERMSIG(how);
}

static void
told(struct fixture *f, int64_t challenge, bool poke)
{
	struct act act;
	struct tx *tx;

	instance_act(f->instance, f->a, "system", &act);
	is_ok(tx_begin(act.db, &tx));
	is_ok(tx_end(tx, messaging_code(&act, tx, &(struct code_notice){
	    .challenge = challenge, .to = "+27825550147", .code = "004213",
	    .expires_at = act.now + 300 })));
	if (poke)
		messaging_poke(&act);
}

static void
wait_state(struct fixture *f, const char *state, int64_t n)
{
	const char *sql = str_printf(f->a,
	    "SELECT count(*) FROM outbox WHERE state = '%s'", state);
	int64_t begun = clock_monotonic_us();

	while (scratch_int(f->database, sql) != n) {
		if (clock_monotonic_us() - begun > PATIENCE_US)
			fail_msg("not %lld are %s", (long long)n, state);
		usleep(2000);
	}
}

static void
from_the_commit_to_the_provider_it_takes_less_than_100_ms(void **state)
{
	struct fixture *f = *state;
	int64_t took, best = INT64_MAX;
	size_t i;

	start(f);
	for (i = 1; i <= 5; i++) {
		told(f, (int64_t)i, true);
		took = wait_for(f->lines, "#004213", i);
		if (took < best)
			best = took;
	}
	assert_in_range(best, 0, 100000);
	wait_state(f, "sent", 5);
	is_int(scratch_int(f->database, "SELECT count(*) FROM outbox WHERE"
	    " payload_key IS NOT NULL"), 0);
}

static void
without_a_poke_it_is_found_all_the_same(void **state)
{
	struct fixture *f = *state;

	start(f);
	told(f, 1, false);
	assert_true(wait_for(f->lines, "#004213", 1) < 7 * 1000000);
}

static void
a_second_worker_of_an_instance_says_why_it_does_not_start(void **state)
{
	struct fixture *f = *state;

	start(f);
	is_int(stopped(spawn(f)), 1);
	is_int(lines_with(f->log, "watchbill-worker: "), 1);
	is_int(lines_with(f->log, "another worker of this instance"), 2);
	told(f, 1, true);
	wait_for(f->lines, "#004213", 1);
}

static void
on_sigterm_it_ends_well_and_at_once(void **state)
{
	struct fixture *f = *state;
	int64_t begun;

	start(f);
	begun = clock_monotonic_us();
	is_ok(kill(f->worker, SIGTERM));
	is_int(stopped(f->worker), 0);
	f->worker = 0;
	assert_true(clock_monotonic_us() - begun < 2 * 1000000);
	is_int(lines_with(f->log, "worker-stopped"), 1);
}

static void
rule_7_a_killed_worker_loses_nothing(void **state)
{
	struct fixture *f = *state;
	int i;

	for (i = 1; i <= 5; i++) {
		start(f);
		told(f, i, true);
		is_ok(kill(f->worker, SIGKILL));
		is_int(stopped(f->worker), -SIGKILL);
		f->worker = 0;
	}
	start(f);
	wait_state(f, "sent", 5);
	assert_true(lines_with(f->lines, "#004213") >= 5);
}

static void
rule_7_a_provider_that_is_down_is_tried_again_until_it_is_up(void **state)
{
	struct fixture *f = *state;

	unit_write(f->fail, "temporary");
	start(f);
	told(f, 1, true);
	wait_for(f->log, "notice-retry", 2);
	is_int(lines_with(f->lines, "#004213"), 0);
	unlink(f->fail);
	wait_for(f->lines, "#004213", 1);
	wait_state(f, "sent", 1);
}

static void
rule_7_what_is_refused_for_good_is_dead_and_logged(void **state)
{
	struct fixture *f = *state;

	unit_write(f->fail, "permanent");
	start(f);
	told(f, 1, true);
	wait_for(f->log, "notice-dead", 1);
	wait_state(f, "dead", 1);
	is_int(lines_with(f->log, "004213"), 0);
	is_int(lines_with(f->log, "825550147"), 0);
}

static void
at_its_start_it_lays_down_the_shifts_that_are_missing(void **state)
{
	struct fixture *f = *state;
	int64_t begun = clock_monotonic_us();

	scratch_sql(f->database, "INSERT INTO schedule (name, zone,"
	    " duration_min, starts_on, seats, needed, entered_as, entered,"
	    " expanded_to, created_at) VALUES ('Night', 'UTC', 60,"
	    " '2026-01-01', 2, 1, 'rrule', '{}', 0, 0);"
	    " INSERT INTO schedule_rule VALUES (1, 1, '2026-01-01T22:00',"
	    " 'FREQ=DAILY')");
	start(f);
	while (scratch_int(f->database, "SELECT count(*) FROM shift") < 80) {
		if (clock_monotonic_us() - begun > PATIENCE_US)
			fail_msg("no shifts were laid down");
		usleep(2000);
	}
}

static void
wrong_arguments_are_refused_with_the_usage(void **state)
{
	struct fixture *f = *state;
	int how = 0;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		dup2(open(f->log, O_WRONLY | O_CREAT, 0600), STDERR_FILENO);
		execl(WORKER, WORKER, "--nonsense", (char *)NULL);
		_exit(127);
	}
	how = stopped(pid);
	is_int(how, 2);
	is_int(lines_with(f->log, "usage: watchbill-worker"), 1);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(from_the_commit_to_the_provider_it_takes_less_than_100_ms),
		T(without_a_poke_it_is_found_all_the_same),
		T(a_second_worker_of_an_instance_says_why_it_does_not_start),
		T(on_sigterm_it_ends_well_and_at_once),
		T(rule_7_a_killed_worker_loses_nothing),
		T(rule_7_a_provider_that_is_down_is_tried_again_until_it_is_up),
		T(rule_7_what_is_refused_for_good_is_dead_and_logged),
		T(at_its_start_it_lays_down_the_shifts_that_are_missing),
		T(wrong_arguments_are_refused_with_the_usage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
