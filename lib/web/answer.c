/*
 * answer: DESIGN's "life of a request", in its order.  Whatever happens, there
 * is one response, one log line and one count.
 */
#include "web/answer.h"

#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/metrics.h"
#include "base/num.h"
#include "base/random.h"
#include "base/utf8.h"
#include "web/gate.h"
#include "web/response.h"

#include "base/banned.h"

#define ANSWER_AGENT_MAX 255

static bool
answer_trace_is_good(struct str s)
{
	uint8_t id[INCOMING_TRACE / 2];

	return num_unhex(s, id, sizeof(id));
}

/* nginx's request id, or one of our own if it gave none. */
static void
answer_trace(struct answer *w)
{
	uint8_t id[INCOMING_TRACE / 2];
	struct buf b;

	buf_fixed(&b, w->trace, sizeof(w->trace));
	if (answer_trace_is_good(w->incoming.trace)) {
		buf_str(&b, w->incoming.trace);
	} else {
		random_bytes(id, sizeof(id));
		num_hex(&b, id, sizeof(id));
	}
	log_trace(w->trace);
}

/* Kept with a session and shown to its owner: a line, and not a long one. */
static const char *
answer_agent(struct arena *a, struct str agent)
{
	if (agent.n > ANSWER_AGENT_MAX)
		agent.n = ANSWER_AGENT_MAX;
	return utf8_is_line(agent) ? str_copy(a, agent) : "";
}

static void
answer_act(struct answer *w, struct program_run *p, struct arena *a)
{
	w->req.act = (struct act){
		.db = p->db,
		.arena = a,
		.config = &p->config,
		.zone = p->zone,
		.now = clock_now(),
		.actor = { .role = ROLE_PUBLIC, .kind = "public" },
		.address = str_copy(a, w->incoming.address),
		.user_agent = answer_agent(a, w->incoming.user_agent),
		.trace_id = w->trace,
		.language = language_pick(NULL, STR(""),
		    p->config.site.language),
	};
}

enum status
answer_begin(struct program_run *p, struct arena *a, const char *const *envp,
    struct answer *ret)
{
	enum status s;

	*ret = (struct answer){ .began_us = clock_monotonic_us() };
	s = incoming_read(envp, &ret->incoming);
	answer_trace(ret);
	answer_act(ret, p, a);
	ret->private = (struct req_private){
		.program = p,
		.incoming = &ret->incoming,
		.reply = &ret->reply,
	};
	ret->req.arena = a;
	ret->req.surface = ret->incoming.surface;
	ret->req.in = &ret->private;
	ret->req.out.data = model_new(a);
	ret->req.out.form = model_new(a);
	return s;
}

/* The row of the path, if it is one of this program's. */
static enum status
answer_route(struct req *r)
{
	const struct incoming *in = r->in->incoming;
	enum status s = route_find(in->method, in->path, in->surface,
	    &r->match);

	if (s != OK)
		return s;
	if (r->match.route->program != r->in->program->in->program) {
		LOG(LOG_ERROR, "misrouted",
		    LOG_TEXT("path", r->match.route->path));
		return E_NOTFOUND;
	}
	r->route = r->in->asked = r->match.route;
	if (r->route->surface == SURFACE_PLAIN)
		r->surface = SURFACE_PLAIN;
	return OK;
}

static enum status
answer_handle(struct req *r)
{
	enum status s;

	r->in->handled = true;
	s = r->in->program->handler[route_id_of(r->route)](r);
	if (s != OK || r->in->again)
		return s;
	/* A page's POST leads elsewhere and shows no data. */
	return r->surface == SURFACE_PAGE && r->route->method == M_POST &&
	    r->route->view == NULL ? OK : req_complete(r);
}

static enum status
answer_run(struct req *r)
{
	enum status s = answer_route(r), session = gate_session(r);

	/* Whatever the path is, the page around the answer is the person's. */
	if (session != OK)
		return session;
	if (s == OK)
		s = gate_pass(r);
	if (s == OK)
		s = answer_handle(r);
	return s;
}

void
answer_make(struct answer *ret, enum status read)
{
	struct db *db = ret->req.act.db;
	enum status s = read;

	/* A GET writes nothing, and its page is of one moment. */
	if (ret->incoming.method == M_GET)
		db_hold(db);
	if (s == OK)
		s = answer_run(&ret->req);
	response_make(&ret->req, s);
	db_release(db);
}

static const char *
answer_method(const struct incoming *in)
{
	if (in->head)
		return "HEAD";
	return in->method == M_GET ? "GET" : in->method == M_POST ? "POST" :
	    "other";
}

/* Paths stand in the log as their patterns: some hold tokens (OT-07). */
void
answer_end(const struct answer *ret)
{
	const struct route *asked = ret->private.asked;
	int id = asked == NULL ? R_NONE : route_id_of(asked);
	int64_t us = clock_monotonic_us() - ret->began_us;

	LOG(LOG_INFO, "request",
	    LOG_TEXT("method", answer_method(&ret->incoming)),
	    LOG_TEXT("route", asked == NULL ? "" : asked->name),
	    LOG_TEXT("path", asked == NULL ? "" : asked->path),
	    LOG_TEXT("surface", ret->req.surface == SURFACE_API ? "api" :
	    ret->req.surface == SURFACE_PLAIN ? "plain" : "page"),
	    LOG_INT("status", ret->reply.http),
	    LOG_INT("us", us),
	    LOG_INT("bytes", (int64_t)ret->reply.body.n),
	    LOG_INT("statements", db_statements(ret->req.act.db)),
	    LOG_INT("arena", (int64_t)arena_used(ret->req.arena)),
	    LOG_INT("actor", ret->req.act.actor.person),
	    LOG_TEXT("address", ret->req.act.address));
	metrics_request((unsigned)id, ret->reply.http, us);
	log_trace(NULL);
}
