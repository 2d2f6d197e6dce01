/* ops: alive, ready, and what the API is: for programs and their keepers. */
#include "store/people.h"
#include "store/sessions.h"
#include "web/openapi.h"
#include "web/serve.h"

#include "base/banned.h"

/* Says that the process answers, and nothing of what it needs. */
static enum status
healthz(struct req *r)
{
	model_text(r->out.data, "status", "ok");
	return OK;
}

static enum status
readyz(struct req *r)
{
	bool ready = db_ping(r->act.db) == OK;

	model_text(r->out.data, "status", ready ? "ok" : "unavailable");
	if (!ready)
		r->out.code = 503;
	return OK;
}

static enum status
openapi(struct req *r)
{
	openapi_build(r->out.data);
	return OK;
}

static const struct binding bindings[] = {
	{ R_HEALTHZ, healthz },
	{ R_READYZ, readyz },
	{ R_OPENAPI, openapi },
};

static const struct module *const modules[] = {
	&people_module, &sessions_module, NULL
};

int
main(int argc, char **argv)
{
	return serve(&(struct program_in){
	    .program = P_OPS,
	    .bindings = bindings,
	    .n = sizeof(bindings) / sizeof(bindings[0]),
	    .modules = modules,
	}, argc, argv);
}
