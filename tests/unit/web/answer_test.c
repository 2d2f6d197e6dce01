/* answer: one ending for every request, on the face that asked. */
#include "stand.h"

#include "base/json_in.h"
#include "store/sessions.h"
#include "web/problem.h"

#include "base/banned.h"

static const char *cookie, *token;

static void
sign_in_and_look(void)
{
	cookie = stand_cookie(stand_sign_in(ROLE_COORDINATOR,
	    SESSION_BROWSER));
	ask("GET", "/people/new", NULL, cookie, NULL);
	token = said_token();
}

static void
add(const char *fields)
{
	ask("POST", "/people", str_printf(stand.f->arena, "%s&csrf=%s",
	    fields, token), cookie, NULL);
}

static struct json
problem(void)
{
	struct json p;
	const char *why;

	assert_true(said_header(
	    "Content-Type: application/problem+json; charset=utf-8"));
	is_ok(json_read(str_of(said.body), stand.arena, &p, &why));
	return p;
}

static void
HT_11_a_problem_has_exactly_its_members(void **state)
{
	static const char *const members[] = { "type", "title", "status",
	    "detail", "instance", "error", "message", "code", "trace_id",
	    "time", "success", "errors" };
	struct json p;
	size_t i;

	(void)state;
	ask("POST", "/api/v1/login/code", "{\"phone\":\"12\",\"x\":1}",
	    "TRACE_ID=0123456789abcdef0123456789abcdef", NULL);
	is_int(said.http, 422);
	p = problem();
	is_int(p.n, sizeof(members) / sizeof(members[0]));
	for (i = 0; i < p.n; i++)
		is_text(p.child[i].key, members[i]);
	is_int(json_get(&p, "status")->number, 422);
	is_str(json_get(&p, "error")->text, "invalid");
	is_str(json_get(&p, "code")->text, "field-short");
	is_str(json_get(&p, "instance")->text, "/api/v1/login/code");
	is_str(json_get(&p, "trace_id")->text,
	    "0123456789abcdef0123456789abcdef");
	assert_false(json_get(&p, "success")->truth);
	is_int(json_get(&p, "errors")->n, 2);
	is_str(json_get(&json_get(&p, "errors")->child[0], "field")->text,
	    "phone");
	is_str(json_get(&json_get(&p, "errors")->child[1], "code")->text,
	    "field-unknown");
}

static void
HT_11_every_status_is_a_problem_on_the_api(void **state)
{
	static const enum status all[] = { E_NOTFOUND, E_CONFLICT, E_INVALID,
	    E_DENIED, E_ANONYMOUS, E_LIMITED, E_BUSY, E_FAULT };
	struct json p;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		stand.ends = all[i];
		ask("POST", "/api/v1/login/code", "{\"phone\":\"1234\"}",
		    str_printf(stand.f->arena, "REMOTE_ADDR=10.0.0.%zu", i),
		    NULL);
		is_int(said.http, status_http(all[i]));
		p = problem();
		is_str(json_get(&p, "code")->text, status_slug(all[i]));
	}
	stand.ends = E_BUSY;
	ask("POST", "/api/v1/login/code", "{\"phone\":\"1234\"}", NULL);
	assert_true(said_header("Retry-After: 2"));
}

static void
OT_03_a_limit_says_for_how_long(void **state)
{
	(void)state;
	stand.ends = E_LIMITED;
	stand.reason = "code-too-soon";
	stand.field = "phone";
	ask("POST", "/api/v1/login/code", "{\"phone\":\"1234\"}", NULL);
	is_int(said.http, 429);
	assert_true(said_header("Retry-After: 37"));
	assert_true(said_has("another in 37 seconds."));
}

static void
a_secret_in_a_path_is_not_repeated(void **state)
{
	(void)state;
	ask("GET", "/api/v1/login/secret-word", NULL, NULL);
	is_int(said.http, 404);
	ask("DELETE", "/api/v1/login/code", NULL, NULL);
	is_int(said.http, 405);
	assert_true(said_header("Allow: POST"));
}

static void
data_is_json_on_the_api(void **state)
{
	(void)state;
	ask("POST", "/api/v1/login/code", "{\"phone\":\"1234\"}", NULL);
	is_int(said.http, 202);
	is_text(said.body, "{\"challenge\":\"c\",\"expires_in\":300,"
	    "\"resend_after\":30}\n");
	assert_true(said_header(str_printf(stand.f->arena,
	    "Content-Length: %zu", strlen(said.body))));
	assert_true(said_header("Cache-Control: no-store"));
}

static void
a_success_leads_on_and_says_so_once(void **state)
{
	const char *flash;

	(void)state;
	sign_in_and_look();
	add("name=Ann&phone=0825550101");
	is_int(said.http, 303);
	assert_true(said_header("Location: /people"));
	flash = said_cookie("flash");
	assert_non_null(flash);
	ask("GET", "/people/new", NULL, str_printf(stand.f->arena,
	    "%s; __Host-flash=%s", cookie, flash), NULL);
	is_int(said.http, 200);
	is_text(said_cookie("flash"), "");
}

static void
a_flash_that_is_not_ours_is_not_shown(void **state)
{
	(void)state;
	ask("GET", "/login", NULL, "HTTP_COOKIE=__Host-flash=UGF5IHVz."
	    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", NULL);
	is_int(said.http, 200);
	assert_false(said_has("Pay us"));
	ask("GET", "/login", NULL, "HTTP_COOKIE=__Host-flash=x", NULL);
	is_int(said.http, 200);
}

static void
a_refused_form_is_shown_again_with_what_was_typed(void **state)
{
	(void)state;
	sign_in_and_look();
	add("name=A%3Cb%3E&phone=1");
	is_int(said.http, 422);
	assert_true(said_has("value=\"A&lt;b>\"") ||
	    said_has("value=\"A&lt;b&gt;\""));
	assert_true(said_has("value=\"1\""));
	assert_true(said_has("id=\"phone-err\""));
	assert_true(said_has("href=\"#phone\""));
	assert_true(said_has("aria-invalid=\"true\""));
	assert_false(said_has("id=\"name-err\">“"));
	is_int(stand.handled, 2);
}

static void
a_conflict_says_its_sentence_on_the_form(void **state)
{
	(void)state;
	sign_in_and_look();
	stand.ends = E_CONFLICT;
	stand.reason = "phone-known";
	stand.field = "phone";
	add("name=Ann&phone=0825550101");
	is_int(said.http, 409);
	assert_true(said_has("Somebody with that number is on the list"));
	assert_true(said_has("value=\"0825550101\""));
	stand.ends = E_DENIED;
	stand.reason = "person-not-yours";
	stand.field = NULL;
	add("name=Ann&phone=0825550101");
	is_int(said.http, 403);
	assert_true(said_has("Your role does not allow that change."));
	assert_true(said_has("value=\"0825550101\""));
}

static void
a_fault_is_a_page_in_words_with_the_trace(void **state)
{
	(void)state;
	sign_in_and_look();
	stand.ends = E_FAULT;
	ask("POST", "/people", str_printf(stand.f->arena,
	    "name=Ann&phone=0825550101&csrf=%s", token), cookie,
	    "TRACE_ID=0123456789abcdef0123456789abcdef", NULL);
	is_int(said.http, 500);
	assert_true(said_has("<h1>Our mistake</h1>"));
	assert_true(said_has("0123456789abcdef0123456789abcdef"));
	assert_true(said_header("Content-Type: text/html; charset=utf-8"));
}

static void
a_secret_is_never_given_back(void **state)
{
	const char *browser;

	(void)state;
	ask("GET", "/login", NULL, NULL);
	token = said_token();
	browser = str_printf(stand.f->arena, "HTTP_COOKIE=__Host-browser=%s",
	    said_cookie("browser"));
	stand.ends = E_ANONYMOUS;
	stand.reason = "code-wrong";
	stand.field = "code";
	ask("POST", "/login/verify", str_printf(stand.f->arena,
	    "code=123456&csrf=%s", token), browser, NULL);
	is_int(said.http, 401);
	assert_true(said_has("That code is wrong or too old."));
	assert_false(said_has("123456"));
}

static void
HT_14_signing_in_leads_on_to_a_page_of_ours_only(void **state)
{
	static const struct { const char *next, *to; } cases[] = {
		{ "/people/new", "Location: /people/new" },
		{ "//evil.example", "Location: /" },
		{ "/\\evil", "Location: /" },
		{ "https:evil", "Location: /" },
		{ "%2f%2fevil", "Location: /" },
		{ "/people/new?x=1", "Location: /" },
		{ "/nowhere", "Location: /" },
	};
	const char *browser;
	size_t i;

	(void)state;
	ask("GET", "/people/new", NULL, NULL);
	is_int(said.http, 303);
	assert_true(said_header("Location: /login"));
	is_text(said_cookie("next"), "/people/new");
	ask("GET", "/login", NULL, NULL);
	token = said_token();
	browser = said_cookie("browser");
	stand.next = "abcdefghijklmnopqrstuvwxyz012345";
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ask("POST", "/login/verify", str_printf(stand.f->arena,
		    "code=123456&csrf=%s", token), str_printf(stand.f->arena,
		    "HTTP_COOKIE=__Host-browser=%s; __Host-next=%s", browser,
		    cases[i].next), NULL);
		is_int(said.http, 303);
		assert_true(said_header(cases[i].to));
		is_text(said_cookie("session"), stand.next);
	}
}

static void
AZ_09_a_head_is_a_get_without_its_body(void **state)
{
	(void)state;
	ask("HEAD", "/login", NULL, NULL);
	is_int(said.http, 200);
	assert_true(stand.answer.incoming.head);
	ask("HEAD", "/login/code", NULL, NULL);
	is_int(said.http, 405);
	assert_true(said_header("Allow: POST"));
	ask("TRACE", "/login", NULL, NULL);
	is_int(said.http, 405);
	assert_true(said_header("Allow: GET, HEAD"));
	ask("GET", "/login/code", NULL, "HTTP_X_HTTP_METHOD_OVERRIDE=POST",
	    NULL);
	is_int(said.http, 405);
}

static void
an_unknown_path_is_a_page_or_a_problem(void **state)
{
	(void)state;
	ask("GET", "/nowhere", NULL, NULL);
	is_int(said.http, 404);
	assert_true(said_has("<h1>Not here</h1>"));
	ask("GET", "/api/v9/login", NULL, NULL);
	is_int(said.http, 404);
	(void)problem();
	/* A route of another program, which nginx should not have sent here. */
	ask("GET", "/schedules", NULL, NULL);
	is_int(said.http, 404);
}

static void
a_page_speaks_the_language_asked_for(void **state)
{
	(void)state;
	ask("GET", "/login", NULL, "HTTP_ACCEPT_LANGUAGE=af;q=0.5,en", NULL);
	assert_true(said_header("Content-Language: en"));
	assert_true(said_has("<html lang=\"en\" dir=\"ltr\">"));
}

static void
what_was_read_badly_is_answered_all_the_same(void **state)
{
	(void)state;
	ask("GET", "/login", NULL, "HTTP_COOKIE=a", "HTTP_COOKIE=b", NULL);
	is_int(said.http, 400);
	assert_true(said_has("<h1>Not understood</h1>"));
	ask("POST", "/api/v1/login/code", NULL, "CONTENT_LENGTH=99999",
	    "HTTP_CONTENT_TYPE=application/json", NULL);
	is_int(said.http, 413);
	(void)problem();
	ask("POST", "/api/v1/login/code", "{\"phone\":\"1\",\"phone\":\"2\"}",
	    NULL);
	is_int(said.http, 400);
	assert_true(said_has("\"code\":\"json-malformed\""));
}

#define T(name) cmocka_unit_test_setup_teardown(name, stand_up, stand_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(HT_11_a_problem_has_exactly_its_members),
		T(HT_11_every_status_is_a_problem_on_the_api),
		T(OT_03_a_limit_says_for_how_long),
		T(a_secret_in_a_path_is_not_repeated),
		T(data_is_json_on_the_api),
		T(a_success_leads_on_and_says_so_once),
		T(a_flash_that_is_not_ours_is_not_shown),
		T(a_refused_form_is_shown_again_with_what_was_typed),
		T(a_conflict_says_its_sentence_on_the_form),
		T(a_fault_is_a_page_in_words_with_the_trace),
		T(a_secret_is_never_given_back),
		T(HT_14_signing_in_leads_on_to_a_page_of_ours_only),
		T(AZ_09_a_head_is_a_get_without_its_body),
		T(an_unknown_path_is_a_page_or_a_problem),
		T(a_page_speaks_the_language_asked_for),
		T(what_was_read_badly_is_answered_all_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
