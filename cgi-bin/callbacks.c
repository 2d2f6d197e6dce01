/* callbacks: the public's request, what became of it, and the desk's queue. */
#include <string.h>

#include "base/str.h"
#include "base/random.h"
#include "badge.h"
#include "domain/phone.h"
#include "domain/token.h"
#include "say.h"
#include "service/callback_desk.h"
#include "store/audit.h"
#include "store/outbox.h"
#include "store/people.h"
#include "store/sessions.h"
#include "view/language.h"
#include "web/forms_callbacks.h"
#include "web/serve.h"

#include "base/banned.h"

#define PAGE 50

/* The public --------------------------------------------------------------- */

static enum status
form_page(struct req *r)
{
	r->out.title = req_text(r, N_("Ask us to ring you"));
	model_int(r->out.data, "promise_s",
	    r->act.config->callbacks.promise_min * 60);
	if (!req_is_again(r)) {
		model_text(req_form(r), "when", "now");
		model_text(req_form(r), "topic", "seen");
	}
	return OK;
}

static void
say_receipt(struct req *r, const char *reference, int64_t due_at)
{
	const char *path;

	reference = str_copy(r->arena, str_of(reference));
	path = str_printf(r->arena, "/callback/%s", reference);
	model_text(r->out.data, "reference", reference);
	model_instant(r->out.data, "due_at", due_at, NULL);
	model_href(r->out.data, "href", path);
	r->out.then = path;
}

/*
 * Whoever filled the field that people cannot see gets an answer that looks
 * like the others, and nothing is written (ACCEPTANCE CP-04).
 */
static enum status
swallow(struct req *r)
{
	uint8_t bytes[TOKEN_BYTES];
	char reference[TOKEN_TEXT];

	random_bytes(bytes, sizeof(bytes));
	token_format(bytes, reference);
	say_receipt(r, reference,
	    r->act.now + r->act.config->callbacks.promise_min * 60);
	return OK;
}

static enum status
ask(struct req *r)
{
	const struct callback_form *f = r->form;
	struct callback_in in = { .phone = f->phone, .name = f->name,
		.message = f->message, .when = f->when, .topic = f->topic,
		.voicemail = f->voicemail, .say_who = f->say_who,
		.consent = f->consent };
	struct callback_receipt receipt;
	enum status s;

	if (f->website != NULL)
		return swallow(r);
	s = callback_desk_request(&r->act, &in, &receipt);
	if (s != OK)
		return s;
	say_receipt(r, receipt.reference, receipt.due_at);
	explicit_bzero(&receipt, sizeof(receipt));
	return OK;
}

static void
say_track(struct req *r, const struct callback_events *events)
{
	struct node *list = model_list(r->out.data, "track"), *step;

	for (size_t i = 0; i < events->n; i++) {
		step = model_item(list);
		model_instant(step, "at", events->v[i].at, NULL);
		model_text(step, "state",
		    callback_state_name(events->v[i].state));
		if (r->surface != SURFACE_API)
			model_bool(step, "asked", i == 0);
	}
}

static enum status
status_page(struct req *r)
{
	struct node *data = r->out.data;
	struct callback_status status;
	enum status s = callback_desk_status(&r->act,
	    req_param(r, "reference"), &status);

	if (s != OK)
		return s;
	r->out.title = req_text(r, N_("Your callback"));
	model_text(data, "state", callback_state_name(status.callback.state));
	model_instant(data, "due_at", status.callback.due_at, NULL);
	model_text(data, "tail", status.tail);
	model_bool(data, "closed", status.callback.closed_at != 0);
	say_track(r, &status.events);
	model_instant(data, "deleted_at", status.kept_until, NULL);
	if (r->surface == SURFACE_API)
		return OK;
	model_text(data, "reference", req_param(r, "reference"));
	model_bool(data, "may_cancel", status.may_cancel);
	model_bool(data, "overdue", status.callback.closed_at == 0 &&
	    status.callback.due_at < r->act.now);
	return OK;
}

static enum status
no_longer_needed(struct req *r)
{
	enum status s = callback_desk_cancel(&r->act,
	    req_param(r, "reference"));

	return s == OK ? status_page(r) : s;
}

/* The queue ---------------------------------------------------------------- */

static void
say_callback(struct req *r, struct node *map, const struct callback *c)
{
	bool yours = c->claimed_by == r->act.actor.person;
	bool closed = c->closed_at != 0;

	model_int(map, "id", c->id);
	model_text(map, "state", callback_state_name(c->state));
	model_text(map, "topic", c->topic);
	model_text(map, "name", c->name);
	model_instant(map, "due_at", c->due_at, NULL);
	model_instant(map, "ring_from", c->ring_from, NULL);
	model_instant(map, "ring_until", c->ring_until, NULL);
	model_instant(map, "created_at", c->created_at, NULL);
	model_bool(map, "voicemail", c->voicemail);
	model_text(map, "claimed_by", c->claimer);
	model_bool(map, "yours", yours && !closed);
	model_bool(map, "closed", closed);
	model_bool(map, "overdue", !closed && c->due_at < r->act.now);
	model_href(map, "href", str_printf(r->arena, "/callbacks/%lld",
	    (long long)c->id));
	if (r->surface == SURFACE_API)
		return;
	model_bool(map, "others", !closed && !yours && c->claimed_by != 0);
	model_bool(map, "may_claim", !closed && c->claimed_by == 0);
}

static void
say_counts(struct req *r, const struct callback_counts *counts,
    const char *which)
{
	struct node *data = r->out.data, *chips;

	model_int(data, "open", counts->open);
	model_int(data, "overdue", counts->overdue);
	model_int(data, "mine", counts->mine);
	if (r->surface == SURFACE_API)
		return;
	model_text(data, "which", which == NULL ? "open" : which);
	chips = model_list(data, "chips");
	say_chip(chips, &(struct say_chip){ req_text(r, N_("Open")),
	    "/callbacks", which == NULL || str_is(str_of(which), "open"),
	    counts->open });
	say_chip(chips, &(struct say_chip){ req_text(r, N_("Mine")),
	    "/callbacks?which=mine", str_is(str_of(which), "mine"),
	    counts->mine });
	say_chip(chips, &(struct say_chip){ req_text(r, N_("Done")),
	    "/callbacks?which=done", str_is(str_of(which), "done"), 0 });
}

static enum status
queue(struct req *r)
{
	const struct callbacks_form *f = r->form;
	struct callback_filter filter = { .which = f->which,
		.after_at = f->after.at, .after_id = f->after.id,
		.limit = PAGE };
	struct callback_queue q;
	struct node *items;
	enum status s = callback_desk_list(&r->act, &filter, &q);

	if (s != OK)
		return s;
	r->out.title = req_text(r, N_("Callbacks"));
	items = model_list(r->out.data, "items");
	for (size_t i = 0; i < q.n; i++)
		say_callback(r, model_item(items), &q.v[i]);
	req_next(r, !q.more ? NULL : &(struct field_cursor){
	    q.last_at, q.v[q.n - 1].id });
	say_counts(r, &q.counts, f->which);
	return OK;
}

/* Who holds it, as far as the events tell. */
struct hold {
	const char *who;
	int64_t until;
};

/*
 * Claims and notes leave the state as it is.  Whoever holds it already has
 * prolonged it, handed it back, or written a note that is blanked by now.
 */
static const char *
what_happened(const struct callback_event *v, bool first, struct hold *h)
{
	bool held = h->who != NULL && v->at < h->until &&
	    str_eq(str_of(h->who), str_of(v->actor));

	if (first)
		return "asked";
	if (v->state != v[-1].state) {
		h->who = NULL;
		return "step";
	}
	if (v->note != NULL)
		return "note";
	*h = (struct hold){ v->actor, v->at + CALLBACK_CLAIM_S };
	return held ? "work" : "claim";
}

static void
say_events(struct req *r, const struct callback_events *events)
{
	struct node *list = model_list(r->out.data, "events"), *event;
	struct hold hold = { NULL, 0 };

	for (size_t i = 0; i < events->n; i++) {
		event = model_item(list);
		model_instant(event, "at", events->v[i].at, NULL);
		model_text(event, "state",
		    callback_state_name(events->v[i].state));
		model_text(event, "actor", events->v[i].actor);
		model_text(event, "note", events->v[i].note);
		if (r->surface != SURFACE_API)
			model_text(event, "what", what_happened(
			    &events->v[i], i == 0, &hold));
	}
}

static enum status
one(struct req *r)
{
	struct node *data = r->out.data;
	struct callback_card card;
	const struct callback *c = &card.callback;
	enum status s = callback_desk_get(&r->act, req_id(r, "callback"),
	    &card);

	if (s != OK)
		return s;
	r->out.title = c->name != NULL ? c->name : req_text(r, N_("No name"));
	say_callback(r, data, c);
	model_bool(data, "say_who", c->say_who);
	model_text(data, "phone", c->phone);
	model_text(data, "message", c->message);
	say_events(r, &card.events);
	if (c->phone == NULL || r->surface == SURFACE_API)
		return OK;
	model_text(data, "phone_text", phone_display(c->phone,
	    r->act.config->site.country, r->arena));
	model_href(data, "phone_href", str_printf(r->arena, "tel:%s",
	    c->phone));
	return OK;
}

static enum status
claim(struct req *r)
{
	enum status s = callback_desk_claim(&r->act, req_id(r, "callback"));

	return s == OK ? one(r) : s;
}

static enum status
note(struct req *r)
{
	const struct callback_note_form *f = r->form;
	int64_t id = req_id(r, "callback");
	enum status s;

	if (str_is(str_of(f->act), "back"))
		s = callback_desk_release(&r->act, id);
	else if (str_is(str_of(f->act), "note"))
		s = callback_desk_note(&r->act, id, f->note);
	else
		s = callback_desk_close(&r->act, id, &(struct callback_ending){
		    .state = f->act, .note = f->note });
	return s == OK ? one(r) : s;
}

static const struct binding bindings[] = {
	{ R_CALLBACK, form_page },
	{ R_CALLBACK_SEND, ask },
	{ R_CALLBACK_CREATE, ask },
	{ R_CALLBACK_STATUS, status_page },
	{ R_CALLBACK_CANCEL, no_longer_needed },
	{ R_CALLBACKS, queue },
	{ R_CALLBACK_ONE, one },
	{ R_CALLBACK_CLAIM, claim },
	{ R_CALLBACK_NOTE, note },
};

static const struct module *const modules[] = {
	&people_module, &sessions_module, &callbacks_module, &outbox_module,
	&audit_module, NULL
};

int
main(int argc, char **argv)
{
	return serve(&(struct program_in){
	    .program = P_CALLBACKS,
	    .bindings = bindings,
	    .n = sizeof(bindings) / sizeof(bindings[0]),
	    .modules = modules,
	    .overdue = badge_overdue,
	}, argc, argv);
}
