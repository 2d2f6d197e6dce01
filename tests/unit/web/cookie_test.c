/* cookie, incoming: what a request says before anybody believes it. */
#include "../unit.h"

#include "base/arena.h"
#include "web/cookie.h"
#include "web/incoming.h"

#include "base/banned.h"

static struct incoming in;

static enum status
incoming(const char *a, const char *b, const char *c)
{
	const char *envp[] = { a, b, c, NULL };

	return incoming_read(envp, &in);
}

static void
a_cookie_is_found_by_its_whole_name(void **state)
{
	struct str v;

	(void)state;
	assert_true(cookie_get(STR("a=1; __Host-session=abc; "
	    "session=x;__Host-flash=f=g"), "session", &v));
	is_str(v, "abc");
	assert_true(cookie_get(STR("__Host-flash=f=g"), "flash", &v));
	is_str(v, "f=g");
	assert_true(cookie_get(STR("__Host-sessions=x; session=y; "
	    "__host-session=z"), "session", &v));
	is_int(v.n, 0);
	assert_true(cookie_get(STR(";;=; __Host-session"), "session", &v));
	is_int(v.n, 0);
}

static void
HT_07_a_cookie_told_twice_is_nobodys(void **state)
{
	struct str v;

	(void)state;
	assert_false(cookie_get(STR("__Host-session=a; __Host-session=b"),
	    "session", &v));
}

static void
SS_01_a_cookie_of_ours_has_every_lock(void **state)
{
	struct arena *a = arena_new(65536);
	struct buf b;

	(void)state;
	buf_init(&b, a, 1024);
	cookie_set(&b, &(struct cookie){ "session", STR("abc"), 60 });
	is_text(b.p, "Set-Cookie: __Host-session=abc; Path=/; Secure; "
	    "HttpOnly; SameSite=Lax; Max-Age=60\r\n");
	buf_reset(&b);
	cookie_set(&b, &(struct cookie){ "session", STR(""), -1 });
	is_text(b.p, "Set-Cookie: __Host-session=; Path=/; Secure; "
	    "HttpOnly; SameSite=Lax\r\n");
	assert_false(cookie_is_value(STR("a;b")));
	assert_false(cookie_is_value(STR("a\r\nb")));
	assert_false(cookie_is_value(STR("a b")));
	arena_free(a);
}

static void
AZ_09_only_the_method_itself_is_the_method(void **state)
{
	(void)state;
	is_ok(incoming("REQUEST_METHOD=GET",
	    "HTTP_X_HTTP_METHOD_OVERRIDE=POST", "QUERY_STRING=_method=POST"));
	is_int(in.method, M_GET);
	assert_false(in.head);
	is_ok(incoming("REQUEST_METHOD=HEAD", NULL, NULL));
	is_int(in.method, M_GET);
	assert_true(in.head);
	is_ok(incoming("REQUEST_METHOD=TRACE", NULL, NULL));
	is_int(in.method, M_UNSET);
	is_ok(incoming("REQUEST_METHOD=post", NULL, NULL));
	is_int(in.method, M_UNSET);
}

static void
LG_07_the_address_is_the_sockets_alone(void **state)
{
	(void)state;
	is_ok(incoming("HTTP_X_FORWARDED_FOR=6.6.6.6",
	    "REMOTE_ADDR=192.0.2.1", "HTTP_X_REAL_IP=6.6.6.6"));
	is_str(in.address, "192.0.2.1");
}

static void
HT_07_a_header_told_twice_is_malformed(void **state)
{
	static const char *const names[] = { "HTTP_COOKIE", "HTTP_ORIGIN",
	    "HTTP_AUTHORIZATION", "HTTP_CONTENT_TYPE", "HTTP_X_CSRF_TOKEN",
	    "HTTP_SEC_FETCH_SITE", "HTTP_IDEMPOTENCY_KEY",
	    "HTTP_X_TWILIO_SIGNATURE", "HTTP_HOST" };
	char one[64], two[64];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(one, sizeof(one), "%s=a", names[i]);
		snprintf(two, sizeof(two), "%s=b", names[i]);
		is_ok(incoming(one, "REQUEST_METHOD=GET", NULL));
		is_int(incoming(one, "REQUEST_METHOD=GET", two), E_MALFORMED);
	}
	is_ok(incoming("HTTP_ACCEPT=a", "HTTP_ACCEPT=b", NULL));
}

static void
the_surface_is_told_by_the_path(void **state)
{
	(void)state;
	is_ok(incoming("DOCUMENT_URI=/api/v1/shifts", NULL, NULL));
	is_int(in.surface, SURFACE_API);
	is_str(in.path, "/shifts");
	is_ok(incoming("DOCUMENT_URI=/api/v9/shifts", NULL, NULL));
	is_int(in.surface, SURFACE_API);
	is_int(in.path.n, 0);
	is_ok(incoming("DOCUMENT_URI=/api/v1", NULL, NULL));
	is_int(in.path.n, 0);
	is_ok(incoming("DOCUMENT_URI=/api/v1x/shifts", NULL, NULL));
	is_int(in.path.n, 0);
	is_ok(incoming("DOCUMENT_URI=/shifts", "REQUEST_URI=/api/v1/shifts",
	    NULL));
	is_int(in.surface, SURFACE_PAGE);
	is_str(in.path, "/shifts");
}

static void
HT_10_what_is_too_large_is_refused_before_it_is_read(void **state)
{
	char cookie[COOKIE_HEADER_MAX + 32] = "HTTP_COOKIE=";

	(void)state;
	is_ok(incoming("CONTENT_LENGTH=16384", NULL, NULL));
	is_int(in.body_n, 16384);
	is_int(incoming("CONTENT_LENGTH=16385", NULL, NULL), E_TOOLARGE);
	is_int(incoming("CONTENT_LENGTH=-1", NULL, NULL), E_MALFORMED);
	is_int(incoming("CONTENT_LENGTH=1x", NULL, NULL), E_MALFORMED);
	memset(cookie + 12, 'a', COOKIE_HEADER_MAX);
	is_ok(incoming(cookie, NULL, NULL));
	cookie[12 + COOKIE_HEADER_MAX] = 'a';
	is_int(incoming(cookie, NULL, NULL), E_MALFORMED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cookie_is_found_by_its_whole_name),
		cmocka_unit_test(HT_07_a_cookie_told_twice_is_nobodys),
		cmocka_unit_test(SS_01_a_cookie_of_ours_has_every_lock),
		cmocka_unit_test(AZ_09_only_the_method_itself_is_the_method),
		cmocka_unit_test(LG_07_the_address_is_the_sockets_alone),
		cmocka_unit_test(HT_07_a_header_told_twice_is_malformed),
		cmocka_unit_test(the_surface_is_told_by_the_path),
		cmocka_unit_test(
		    HT_10_what_is_too_large_is_refused_before_it_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
