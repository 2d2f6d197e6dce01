/* gate: who may pass, with what in hand, and how often. */
#include "stand.h"

#include "base/metrics.h"
#include "store/sessions.h"

#include "base/banned.h"

#define TYPED "name=Ann&phone=0825550101"

/* A coordinator's cookie, and the token of the page with the form. */
static const char *cookie, *token;

static void
sign_in_and_look(void)
{
	cookie = stand_cookie(stand_sign_in(ROLE_COORDINATOR,
	    SESSION_BROWSER));
	ask("GET", "/people/new", NULL, cookie, NULL);
	is_int(said.http, 200);
	token = said_token();
}

static const char *
with_token(const char *t)
{
	return str_printf(stand.f->arena, TYPED "&csrf=%s", t);
}

static void
CS_01_a_form_needs_the_token_of_its_session(void **state)
{
	const char *old;

	(void)state;
	sign_in_and_look();
	ask("POST", "/people", TYPED, cookie, NULL);
	is_int(said.http, 403);
	ask("POST", "/people", with_token("abc"), cookie, NULL);
	is_int(said.http, 403);
	is_int(stand.handled, 1);
	ask("POST", "/people", with_token(token), cookie, NULL);
	is_int(said.http, 303);
	is_int(stand.handled, 2);

	/* Another session, the same person's or not, has another token. */
	old = token;
	sign_in_and_look();
	ask("POST", "/people", with_token(old), cookie, NULL);
	is_int(said.http, 403);
	ask("POST", "/people", with_token(token), cookie, NULL);
	is_int(said.http, 303);
}

static void
CS_01_the_token_may_come_in_its_header(void **state)
{
	(void)state;
	sign_in_and_look();
	ask("POST", "/people", TYPED, cookie, str_printf(stand.f->arena,
	    "HTTP_X_CSRF_TOKEN=%s", token), NULL);
	is_int(said.http, 303);
}

static void
CS_01_a_browsers_token_is_none_for_a_session(void **state)
{
	const char *browser;

	(void)state;
	ask("GET", "/login", NULL, NULL);
	token = said_token();
	browser = said_cookie("browser");
	assert_non_null(browser);
	cookie = str_printf(stand.f->arena, "%s; __Host-browser=%s",
	    stand_cookie(stand_sign_in(ROLE_COORDINATOR, SESSION_BROWSER)),
	    browser);
	ask("POST", "/people", with_token(token), cookie, NULL);
	is_int(said.http, 403);
}

static void
CS_05_a_form_before_sign_in_needs_its_browsers_token(void **state)
{
	const char *browser;

	(void)state;
	ask("GET", "/login", NULL, NULL);
	token = said_token();
	browser = str_printf(stand.f->arena, "HTTP_COOKIE=__Host-browser=%s",
	    said_cookie("browser"));
	ask("POST", "/login/code", "phone=0825550101", browser, NULL);
	is_int(said.http, 403);
	ask("POST", "/login/code", str_printf(stand.f->arena,
	    "phone=0825550101&csrf=%s", token), NULL);
	is_int(said.http, 403);
	ask("POST", "/login/code", str_printf(stand.f->arena,
	    "phone=0825550101&csrf=%s", token), browser, NULL);
	is_int(said.http, 303);
	ask("GET", "/login", NULL, browser, NULL);
	assert_null(said_cookie("browser"));
}

static void
CS_02_another_site_sends_nothing(void **state)
{
	static const struct {
		const char *site, *origin;
		int http;
	} cases[] = {
		{ "same-origin", NULL, 303 },
		{ "none", NULL, 303 },
		{ "same-origin", "https://watch.example", 303 },
		{ "same-site", NULL, 403 },
		{ "cross-site", NULL, 403 },
		{ "cross-site", "https://watch.example", 403 },
		{ "Same-Origin", NULL, 403 },
		{ NULL, "https://watch.example", 303 },
		{ NULL, "https://watch.example:444", 403 },
		{ NULL, "http://watch.example", 403 },
		{ NULL, "https://watch.example.evil.example", 403 },
		{ NULL, "https://evil.example", 403 },
		{ NULL, "null", 403 },
		{ "same-origin", "null", 403 },
		{ NULL, NULL, 303 },
	};
	const char *site, *origin;
	size_t i;

	(void)state;
	sign_in_and_look();
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		site = cases[i].site == NULL ? "HTTP_X=" : str_printf(
		    stand.f->arena, "HTTP_SEC_FETCH_SITE=%s", cases[i].site);
		origin = cases[i].origin == NULL ? "HTTP_Y=" : str_printf(
		    stand.f->arena, "HTTP_ORIGIN=%s", cases[i].origin);
		ask("POST", "/people", with_token(token), cookie, site,
		    origin, NULL);
		if (said.http != cases[i].http)
			print_error("case %zu\n", i);
		is_int(said.http, cases[i].http);
	}
}

static void
CS_06_two_renders_differ_and_both_are_good(void **state)
{
	const char *first;

	(void)state;
	sign_in_and_look();
	first = token;
	ask("GET", "/people/new", NULL, cookie, NULL);
	token = said_token();
	assert_string_not_equal(first, token);
	ask("POST", "/people", with_token(first), cookie, NULL);
	is_int(said.http, 303);
	ask("POST", "/people", with_token(token), cookie, NULL);
	is_int(said.http, 303);
}

static void
CS_04_each_face_reads_its_own_content_only(void **state)
{
	static const struct {
		const char *path, *body, *type;
		int http;
	} cases[] = {
		{ "/api/v1/login/code", "{\"phone\":\"1234\"}",
		    "application/json", 202 },
		{ "/api/v1/login/code", "{\"phone\":\"1234\"}",
		    "application/json; charset=utf-8", 202 },
		{ "/api/v1/login/code", "{\"phone\":\"1234\"}",
		    "Application/JSON", 202 },
		{ "/api/v1/login/code", "{\"phone\":\"1234\"}", "", 415 },
		{ "/api/v1/login/code", "{\"phone\":\"1234\"}",
		    "text/plain", 415 },
		{ "/api/v1/login/code", "{\"phone\":\"1234\"}",
		    "application/json; charset=utf-16", 415 },
		{ "/api/v1/login/code", "{\"phone\":\"1234\"}",
		    "application/json, text/plain", 415 },
		{ "/api/v1/login/code", "phone=1234",
		    "application/x-www-form-urlencoded", 415 },
		{ "/login/code", "{\"phone\":\"1234\"}",
		    "application/json", 415 },
		{ "/login/code", "phone=1234", "multipart/form-data", 415 },
		{ "/login/code", "phone=1234", "", 415 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ask("POST", cases[i].path, cases[i].body, str_printf(
		    stand.f->arena, "HTTP_CONTENT_TYPE=%s", cases[i].type),
		    NULL);
		if (said.http != cases[i].http)
			print_error("case %zu\n", i);
		is_int(said.http, cases[i].http);
	}
}

static void
AZ_01_a_role_opens_what_it_may_and_no_more(void **state)
{
	static const struct { enum role role; int http; } cases[] = {
		{ ROLE_GUEST, 403 }, { ROLE_VOLUNTEER, 403 },
		{ ROLE_COORDINATOR, 200 }, { ROLE_ADMIN, 200 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ask("GET", "/people/new", NULL, stand_cookie(stand_sign_in(
		    cases[i].role, SESSION_BROWSER)), NULL);
		is_int(said.http, cases[i].http);
	}
	is_int(stand.handled, 2);
}

static void
each_face_takes_its_own_kind_of_session(void **state)
{
	const char *browser = stand_sign_in(ROLE_COORDINATOR,
	    SESSION_BROWSER), *api = stand_sign_in(ROLE_COORDINATOR,
	    SESSION_API), *bearer;

	(void)state;
	bearer = str_printf(stand.f->arena, "HTTP_AUTHORIZATION=Bearer %s",
	    api);
	ask("POST", "/api/v1/logout", "{}", bearer, NULL);
	is_int(said.http, 200);
	/* A cookie is nothing to the API, whoever's it is. */
	ask("POST", "/api/v1/logout", "{}", stand_cookie(browser), NULL);
	is_int(said.http, 401);
	assert_true(said_header("WWW-Authenticate: Bearer"));
	ask("POST", "/api/v1/logout", "{}", stand_cookie(api), NULL);
	is_int(said.http, 401);
	/* Nor a bearer to a page, nor a session of the other kind. */
	ask("GET", "/people/new", NULL, bearer, NULL);
	is_int(said.http, 303);
	ask("GET", "/people/new", NULL, stand_cookie(api), NULL);
	is_int(said.http, 303);
	ask("POST", "/api/v1/logout", "{}", str_printf(stand.f->arena,
	    "HTTP_AUTHORIZATION=Bearer %s", browser), NULL);
	is_int(said.http, 401);
	assert_true(said_header(
	    "WWW-Authenticate: Bearer error=\"invalid_token\""));
	ask("POST", "/api/v1/logout?access_token=x", "{}", NULL);
	assert_true(said.http == 400 || said.http == 401);
}

static void
SS_04_a_session_that_has_ended_opens_nothing(void **state)
{
	(void)state;
	sign_in_and_look();
	fixture_sql(stand.f, "UPDATE session SET ended_at = created_at, "
	    "ended_why = 'logout'");
	ask("GET", "/people/new", NULL, cookie, NULL);
	is_int(said.http, 303);
	ask("POST", "/people", with_token(token), cookie, NULL);
	is_int(said.http, 401);
	is_int(stand.handled, 1);
}

static void
HT_07_two_session_cookies_are_refused(void **state)
{
	(void)state;
	sign_in_and_look();
	ask("GET", "/people/new", NULL, str_printf(stand.f->arena,
	    "%s; __Host-session=x", cookie), NULL);
	is_int(said.http, 400);
}

static void
code_from(const char *address, const char *more)
{
	ask("POST", "/api/v1/login/code", "{\"phone\":\"1234\"}", str_printf(
	    stand.f->arena, "REMOTE_ADDR=%s", address), more, NULL);
}

static void
LG_07_a_limit_is_the_sockets_whatever_a_header_claims(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < 10; i++) {
		code_from("192.0.2.9", str_printf(stand.f->arena,
		    "HTTP_X_FORWARDED_FOR=10.0.0.%d", i));
		is_int(said.http, 202);
	}
	code_from("192.0.2.9", "HTTP_X_FORWARDED_FOR=10.0.0.99");
	is_int(said.http, 429);
	assert_non_null(strstr(said.head, "Retry-After: "));
	assert_true(said_has("\"code\":\"rate-limited\""));
	code_from("192.0.2.10", "HTTP_X_REAL_IP=192.0.2.9");
	is_int(said.http, 202);
}

static void
LG_08_an_ipv6_address_stands_for_its_64(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < 10; i++)
		code_from(str_printf(stand.f->arena, "2001:db8:1:2::%x", i),
		    "HTTP_X=");
	code_from("2001:db8:1:2:ffff::1", "HTTP_X=");
	is_int(said.http, 429);
	code_from("2001:db8:1:3::1", "HTTP_X=");
	is_int(said.http, 202);
	code_from("::ffff:198.51.100.1", "HTTP_X=");
	is_int(said.http, 202);
}

static void
a_limit_counts_people_where_they_are_known(void **state)
{
	int i;

	(void)state;
	stand.program.config.limits.reads_per_min = 2;
	sign_in_and_look();		/* one */
	for (i = 0; i < 2; i++)
		ask("GET", "/people/new", NULL, cookie, NULL);
	is_int(said.http, 429);
	assert_true(said_has("<h1>Too often</h1>"));
	sign_in_and_look();		/* from the same address */
}

static void
a_query_is_refused_as_a_form_is(void **state)
{
	(void)state;
	ask("GET", "/login?utm=1", NULL, NULL);
	is_int(said.http, 422);
	ask("GET", "/login?a=%00", NULL, NULL);
	is_int(said.http, 400);
	ask("POST", "/api/v1/login/code?phone=1", "{\"phone\":\"1234\"}",
	    NULL);
	is_int(said.http, 400);
}

#define T(name) cmocka_unit_test_setup_teardown(name, stand_up, stand_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(CS_01_a_form_needs_the_token_of_its_session),
		T(CS_01_the_token_may_come_in_its_header),
		T(CS_01_a_browsers_token_is_none_for_a_session),
		T(CS_05_a_form_before_sign_in_needs_its_browsers_token),
		T(CS_02_another_site_sends_nothing),
		T(CS_06_two_renders_differ_and_both_are_good),
		T(CS_04_each_face_reads_its_own_content_only),
		T(AZ_01_a_role_opens_what_it_may_and_no_more),
		T(each_face_takes_its_own_kind_of_session),
		T(SS_04_a_session_that_has_ended_opens_nothing),
		T(HT_07_two_session_cookies_are_refused),
		T(LG_07_a_limit_is_the_sockets_whatever_a_header_claims),
		T(LG_08_an_ipv6_address_stands_for_its_64),
		T(a_limit_counts_people_where_they_are_known),
		T(a_query_is_refused_as_a_form_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
