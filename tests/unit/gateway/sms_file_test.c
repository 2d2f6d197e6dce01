/* sms_file: text messages as lines of a file, and failing on request. */
#include "../unit.h"

#include <sys/stat.h>

#include "base/arena.h"
#include "gateway/sms_file.h"

#include "base/banned.h"

struct fixture {
	struct arena *a;
	struct config config;
	const char *dir, *lines, *fail;
};

static int
set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->a = arena_new((size_t)1024 * 1024);
	f->dir = str_copy(f->a, str_of(unit_temp("sms")));
	f->lines = str_printf(f->a, "%s/outbox/sms.jsonl", f->dir);
	f->fail = str_printf(f->a, "%s/outbox/sms.fail", f->dir);
	f->config.server.dir = f->dir;
	f->config.sms.provider = "file";
	f->config.sms.fail = "";
	*state = f;
	return mkdir(f->dir, 0700);
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	unlink(f->lines);
	unlink(f->fail);
	rmdir(str_printf(f->a, "%s/outbox", f->dir));
	rmdir(f->dir);
	arena_free(f->a);
	free(f);
	return 0;
}

static enum outcome
sent(struct fixture *f, const char *body)
{
	const struct gateway *g;
	struct gateway_result r;

	is_ok(gateway_open(&f->config, "sms", f->a, &g));
	g->send(g, &(struct gateway_message){ .to = "+27825550147",
	    .body = str_of(body), .kind = "code", .trace_id = "t1",
	    .token = "x", .at = 1763690400 }, &r);
	return r.outcome;
}

static size_t
lines(struct fixture *f, char *last, int size)
{
	FILE *in = fopen(f->lines, "r");
	size_t n = 0;

	if (in == NULL)
		return 0;
	while (fgets(last, size, in) != NULL)
		n++;
	fclose(in);
	return n;
}

static void
a_message_is_one_json_line_for_its_owner_alone(void **state)
{
	struct fixture *f = *state;
	char last[512];
	struct stat st;

	is_int(sent(f, "first"), OUTCOME_SENT);
	is_int(sent(f, "one \"two\"\nthree"), OUTCOME_SENT);
	is_ok(stat(f->lines, &st));
	is_int(st.st_mode & 0777, 0600);
	is_int(lines(f, last, sizeof(last)), 2);
	is_text(last, "{\"to\":\"+27825550147\","
	    "\"body\":\"one \\\"two\\\"\\u000athree\",\"kind\":\"code\","
	    "\"at\":\"2025-11-21T02:00:00Z\",\"trace_id\":\"t1\"}\n");
}

static void
it_fails_as_the_configuration_says(void **state)
{
	struct fixture *f = *state;
	char last[512];

	f->config.sms.fail = "temporary";
	is_int(sent(f, "x"), OUTCOME_RETRY);
	f->config.sms.fail = "permanent";
	is_int(sent(f, "x"), OUTCOME_PERMANENT);
	is_int(lines(f, last, sizeof(last)), 0);
}

static void
it_fails_as_a_file_says_while_it_runs(void **state)
{
	struct fixture *f = *state;
	char last[512];

	is_int(sent(f, "x"), OUTCOME_SENT);
	unit_write(f->fail, "temporary\n");
	is_int(sent(f, "x"), OUTCOME_RETRY);
	unit_write(f->fail, "permanent");
	is_int(sent(f, "x"), OUTCOME_PERMANENT);
	is_int(lines(f, last, sizeof(last)), 1);
	unit_write(f->fail, "");
	is_int(sent(f, "x"), OUTCOME_SENT);
	unlink(f->fail);
	is_int(sent(f, "x"), OUTCOME_SENT);
	is_int(lines(f, last, sizeof(last)), 3);
}

static void
a_lost_answer_comes_after_the_message_has_gone(void **state)
{
	struct fixture *f = *state;
	char last[512];

	is_int(sent(f, "x"), OUTCOME_SENT);
	unit_write(f->fail, "unknown");
	is_int(sent(f, "x"), OUTCOME_UNKNOWN);
	is_int(lines(f, last, sizeof(last)), 2);
}

static void
a_file_that_cannot_be_written_is_tried_again_later(void **state)
{
	struct fixture *f = *state;

	is_int(sent(f, "x"), OUTCOME_SENT);
	is_ok(unlink(f->lines));
	is_ok(mkdir(f->lines, 0700));
	is_int(sent(f, "x"), OUTCOME_RETRY);
	is_ok(rmdir(f->lines));
}

static void
a_provider_or_a_directory_that_is_not_there_is_refused(void **state)
{
	struct fixture *f = *state;
	const struct gateway *g;

	is_int(gateway_open(&f->config, "pigeon", f->a, &g), E_FAULT);
	f->config.server.dir = "/nonexistent";
	is_int(gateway_open(&f->config, "sms", f->a, &g), E_FAULT);
	f->config.sms.provider = "smoke";
	is_int(gateway_open(&f->config, "sms", f->a, &g), E_FAULT);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(a_message_is_one_json_line_for_its_owner_alone),
		T(it_fails_as_the_configuration_says),
		T(it_fails_as_a_file_says_while_it_runs),
		T(a_lost_answer_comes_after_the_message_has_gone),
		T(a_file_that_cannot_be_written_is_tried_again_later),
		T(a_provider_or_a_directory_that_is_not_there_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
