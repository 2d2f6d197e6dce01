/* stand: see the header. */
#include "stand.h"

#include "base/clock.h"
#include "base/metrics.h"
#include "service/signin.h"
#include "store/audit.h"
#include "store/outbox.h"
#include "store/people.h"
#include "store/sessions.h"
#include "store/tx.h"
#include "web/response.h"
#include "web/views.h"

#include "base/banned.h"

struct stand stand;
struct said said;

static const struct module *const modules[] = { &people_module,
    &sessions_module, &outbox_module, &audit_module, NULL };

static enum status
shows(struct req *r)
{
	stand.handled++;
	r->out.title = "A page";
	return OK;
}

static enum status
shows_code(struct req *r)
{
	model_bool(r->out.data, "fresh", false);
	return shows(r);
}

static enum status
changes(struct req *r)
{
	stand.handled++;
	if (stand.ends == E_LIMITED)
		r->act.retry_after_s = 37;
	if (stand.ends != OK && stand.reason != NULL)
		return act_refuse_with(&r->act, stand.ends, stand.reason,
		    stand.field, "seconds", "37", NULL);
	if (stand.next != NULL)
		req_session_start(r, stand.next, 3600);
	return stand.ends;
}

static enum status
challenges(struct req *r)
{
	model_text(r->out.data, "challenge", "c");
	model_int(r->out.data, "expires_in", 300);
	model_int(r->out.data, "resend_after", 30);
	return changes(r);
}

static void
stand_program(enum program program)
{
	stand.in.program = program;
	is_ok(views_compile(&stand.program));
}

int
stand_up(void **state)
{
	struct program_run *p = &stand.program;

	memset(&stand, 0, sizeof(stand));
	fixture_up(state, modules);
	stand.f = *state;
	stand.f->act.now = clock_now();
	stand.arena = arena_new((size_t)8 * 1024 * 1024);
	p->in = &stand.in;
	p->arena = arena_new((size_t)64 * 1024 * 1024);
	p->config = stand.f->config;
	p->db = stand.f->db;
	p->zone = stand.f->act.zone;
	p->data_dir = str_printf(p->arena, "%s", unit_source(""));
	buf_init(&p->body, p->arena, (size_t)1 << 20);
	p->handler[R_LOGIN] = p->handler[R_PERSON_ADD_PAGE] = shows;
	p->handler[R_LOGIN_CODE_PAGE] = shows_code;
	p->handler[R_LOGIN_VERIFY] = p->handler[R_LOGOUT] = changes;
	p->handler[R_LOGIN_CODE] = challenges;
	p->handler[R_PERSON_ADD] = changes;
	stand_program(P_PEOPLE);
	stand_program(P_LOGIN);
	(void)unlink(unit_temp("metrics"));
	return metrics_open(unit_temp("metrics")) == OK ? 0 : -1;
}

int
stand_down(void **state)
{
	arena_free(stand.arena);
	arena_free(stand.program.arena);
	(void)unlink(unit_temp("metrics"));
	return fixture_down(state);
}

static const char *
parameter(struct arena *a, const char *name, struct str value)
{
	return str_printf(a, "%s=%.*s", name, (int)value.n, value.p);
}

/* The program is the one whose route it is, as nginx.conf would have it. */
static void
choose_program(const char *path)
{
	stand.in.program = strstr(path, "/people") != NULL ? P_PEOPLE :
	    P_LOGIN;
}

static bool
is_given(const char *const *envp, size_t n, const char *name)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strncmp(envp[i], name, strlen(name)) == 0)
			return true;
	return false;
}

static void
answer(const char *const *envp, const char *body)
{
	struct answer *w = &stand.answer;
	struct buf head;
	enum status s;

	s = answer_begin(&stand.program, stand.arena, envp, w);
	if (body != NULL)
		w->incoming.body = str_of(body);
	answer_make(w, s);
	answer_end(w);
	buf_init(&head, stand.arena, 65536);
	response_head(&w->reply, &head);
	said = (struct said){ w->reply.http, head.p,
	    str_copy(stand.arena, w->reply.body) };
}

void
ask(const char *method, const char *path, const char *body, ...)
{
	const char *envp[32], *more;
	struct str query, document;
	struct arena *a;
	size_t n = 0;
	va_list ap;

	arena_reset(stand.arena);
	a = stand.arena;
	choose_program(path);
	query = str_cut(str_of(path), '?', &document);
	envp[n++] = parameter(a, "REQUEST_METHOD", str_of(method));
	envp[n++] = parameter(a, "DOCUMENT_URI", document);
	envp[n++] = parameter(a, "QUERY_STRING", query);
	va_start(ap, body);
	while ((more = va_arg(ap, const char *)) != NULL)
		envp[n++] = more;
	va_end(ap);
	if (!is_given(envp, n, "REMOTE_ADDR="))
		envp[n++] = "REMOTE_ADDR=192.0.2.1";
	if (body != NULL && !is_given(envp, n, "HTTP_CONTENT_TYPE="))
		envp[n++] = str_is(document, "") || strncmp(path, "/api/", 5) ?
		    "HTTP_CONTENT_TYPE=application/x-www-form-urlencoded" :
		    "HTTP_CONTENT_TYPE=application/json";
	if (body != NULL)
		envp[n++] = str_printf(a, "CONTENT_LENGTH=%zu", strlen(body));
	envp[n] = NULL;
	answer(envp, body);
}

const char *
stand_sign_in(enum role role, enum session_surface surface)
{
	struct signin_start in = { .role = role, .name = "Ann",
	    .surface = surface, .factors = "sms" };
	struct signin signed_in;
	struct tx *tx;

	fixture_nobody(stand.f);
	in.person = fixture_person(stand.f, "Ann", role);
	fixture_nobody(stand.f);
	signin_token(&signed_in);
	is_ok(tx_begin(stand.f->db, &tx));
	is_ok(tx_end(tx, signin_start(&stand.f->act, tx, &in, &signed_in)));
	return str_printf(stand.f->arena, "%s", signed_in.token);
}

const char *
stand_cookie(const char *token)
{
	return str_printf(stand.f->arena, "HTTP_COOKIE=__Host-session=%s",
	    token);
}

const char *
said_token(void)
{
	static const char before[] = "name=\"csrf\" value=\"";
	const char *at = strstr(said.body, before);

	assert_non_null(at);
	at += sizeof(before) - 1;
	return str_printf(stand.f->arena, "%.*s", (int)strcspn(at, "\""), at);
}

const char *
said_cookie(const char *name)
{
	char before[64];
	const char *at;

	snprintf(before, sizeof(before), "Set-Cookie: __Host-%s=", name);
	at = strstr(said.head, before);
	if (at == NULL)
		return NULL;
	at += strlen(before);
	return str_printf(stand.f->arena, "%.*s", (int)strcspn(at, ";"), at);
}

bool
said_has(const char *text)
{
	return strstr(said.body, text) != NULL;
}

bool
said_header(const char *line)
{
	const char *at = strstr(said.head, line);

	return at != NULL && (at == said.head || at[-1] == '\n') &&
	    at[strlen(line)] == '\r';
}
