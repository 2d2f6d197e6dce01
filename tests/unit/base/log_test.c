/* log: whatever the values, one valid JSON line (AU-04). */
#include "../unit.h"

#include <fcntl.h>

#include <json-c/json.h>

#include "base/log.h"
#include "base/utf8.h"

#include "base/banned.h"

static int pipe_fds[2];
static char line[16384];

static int
set_up(void **state)
{
	(void)state;
	if (pipe2(pipe_fds, O_NONBLOCK) != 0)
		return -1;
	log_open("log_test", pipe_fds[1]);
	return 0;
}

/* The one line written since the last call, read strictly; caller puts it. */
static struct json_object *
written(void)
{
	struct json_tokener *t = json_tokener_new();
	struct json_object *o;
	ssize_t n = read(pipe_fds[0], line, sizeof(line) - 1);

	assert_true(n > 0 && n <= 8192);
	line[n] = '\0';
	is_int(line[n - 1], '\n');
	assert_ptr_equal(strchr(line, '\n'), line + n - 1);
	assert_true(utf8_is_valid((struct str){ line, (size_t)n }));
	json_tokener_set_flags(t, JSON_TOKENER_STRICT);
	o = json_tokener_parse_ex(t, line, (int)n - 1);
	assert_non_null(o);
	json_tokener_free(t);
	return o;
}

static const char *
member(struct json_object *o, const char *key)
{
	return json_object_get_string(json_object_object_get(o, key));
}

static void
a_line_says_when_who_and_what(void **state)
{
	struct json_object *o;

	(void)state;
	LOG(LOG_WARN, "booked", LOG_TEXT("seat", "3"), LOG_INT("ms", -12));
	o = written();
	is_text(member(o, "level"), "warn");
	is_text(member(o, "program"), "log_test");
	is_text(member(o, "event"), "booked");
	is_text(member(o, "seat"), "3");
	is_int(json_object_get_int64(json_object_object_get(o, "ms")), -12);
	assert_null(member(o, "trace_id"));
	assert_null(member(o, "cut"));
	is_int(strlen(member(o, "time")), strlen("2026-11-21T01:50:19.123Z"));
	json_object_put(o);
}

static void
the_trace_stands_in_every_line_until_changed(void **state)
{
	struct json_object *o;

	(void)state;
	log_trace("abc123");
	log_event(LOG_INFO, "one", NULL, 0);
	o = written();
	is_text(member(o, "trace_id"), "abc123");
	json_object_put(o);
	log_trace(NULL);
	log_event(LOG_INFO, "two", NULL, 0);
	o = written();
	assert_null(member(o, "trace_id"));
	json_object_put(o);
}

static void
hostile_values_stay_inside_their_string(void **state)
{
	struct json_object *o;

	(void)state;
	LOG(LOG_INFO, "request", LOG_TEXT("agent",
	    "x\r\n{\"event\":\"fake\"}\x1b[31m\\\"\x7f\xc2\x9b\xe2\x80\xa8"),
	    LOG_TEXT("path", "/\xff\xc3\xa9\xed\xa0\x80"),
	    LOG_TEXT("none", NULL));
	o = written();
	is_text(member(o, "agent"),
	    "x\r\n{\"event\":\"fake\"}\x1b[31m\\\"\x7f\xc2\x9b\xe2\x80\xa8");
	is_text(member(o, "path"), "/\xef\xbf\xbd\xc3\xa9\xef\xbf\xbd"
	    "\xef\xbf\xbd\xef\xbf\xbd");
	is_text(member(o, "none"), "");
	is_text(member(o, "event"), "request");
	assert_null(strchr(line, 0x1b));
	assert_null(strstr(line, "\xc2\x9b"));
	json_object_put(o);
}

static void
a_long_value_is_cut_between_characters(void **state)
{
	char value[3000];
	struct json_object *o;
	size_t i;

	(void)state;
	for (i = 0; i + 1 < sizeof(value) - 1; i += 2)
		memcpy(value + i + 1, "\xc3\xa9", 2);
	value[0] = 'x';
	value[sizeof(value) - 1] = '\0';
	LOG(LOG_INFO, "long", LOG_TEXT("v", value), LOG_INT("after", 1));
	o = written();
	is_int(strlen(member(o, "v")), 1023);
	is_text(member(o, "after"), "1");
	is_text(member(o, "cut"), "true");
	json_object_put(o);
}

static void
fields_that_do_not_fit_are_left_out_whole(void **state)
{
	struct log_field fields[20];
	struct json_object *o;
	char value[1001];
	size_t i;

	(void)state;
	memset(value, 1, sizeof(value) - 1);
	value[sizeof(value) - 1] = '\0';
	for (i = 0; i < 19; i++)
		fields[i] = LOG_TEXT("f", value);
	fields[19] = LOG_INT("last", 7);
	log_event(LOG_ERROR, "wide", fields, 20);
	o = written();
	is_text(member(o, "cut"), "true");
	is_text(member(o, "last"), "7");
	is_int(strlen(member(o, "f")), 1000);
	json_object_put(o);
}

static void
a_dead_file_does_not_hurt(void **state)
{
	(void)state;
	log_open("log_test", -1);
	log_event(LOG_INFO, "nowhere", NULL, 0);
	log_open("log_test", pipe_fds[1]);
	log_event(LOG_INFO, "here", NULL, 0);
	json_object_put(written());
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_says_when_who_and_what),
		cmocka_unit_test(the_trace_stands_in_every_line_until_changed),
		cmocka_unit_test(hostile_values_stay_inside_their_string),
		cmocka_unit_test(a_long_value_is_cut_between_characters),
		cmocka_unit_test(fields_that_do_not_fit_are_left_out_whole),
		cmocka_unit_test(a_dead_file_does_not_hurt),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
