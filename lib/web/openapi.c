/*
 * openapi: one operation per row of the API's surface.  What a field or a
 * reply is, is written here once per kind.
 */
#include "web/openapi.h"

#include <string.h>

#include "base/arena.h"
#include "base/status.h"
#include "web/form.h"
#include "web/openapi_schema.h"
#include "web/problem.h"
#include "web/route.h"

#include "base/banned.h"

static const struct shape_row server_rows[] = {
	{ .name = "url", .kind = NODE_TEXT },
};
static SHAPE(server, "OpenapiServer");

static const struct shape_row openapi_rows[] = {
	{ .name = "openapi", .kind = NODE_TEXT },
	{ .name = "info", .kind = NODE_MAP },
	{ .name = "servers", .kind = NODE_LIST, .of = &shape_server },
	{ .name = "paths", .kind = NODE_MAP },
	{ .name = "components", .kind = NODE_MAP },
};
SHAPE(openapi, "Openapi");

static bool
openapi_is_on(const struct route *r)
{
	return r->surface == SURFACE_BOTH || r->surface == SURFACE_API;
}

static void
openapi_path_parameters(struct node *list, const struct route *r)
{
	struct arena *a = list->tree->a;
	struct str name[ROUTE_PARAMS];
	size_t i, n = route_params(r->path, name);
	struct node *item, *schema;

	for (i = 0; i < n; i++) {
		item = model_item(list);
		model_text(item, "name", str_copy(a, name[i]));
		model_text(item, "in", "path");
		model_bool(item, "required", true);
		schema = model_map(item, "schema");
		openapi_schema_param(schema, name[i]);
	}
}

static void
openapi_query_parameters(struct node *list, const struct form *f)
{
	struct node *item;
	size_t i;

	for (i = 0; i < f->n; i++) {
		if (f->field[i].face == FACE_PAGE)
			continue;
		item = model_item(list);
		model_text(item, "name", f->field[i].control.name);
		model_text(item, "in", "query");
		model_bool(item, "required", f->field[i].control.required);
		if (f->field[i].control.label != NULL)
			model_text(item, "description",
			    f->field[i].control.label);
		openapi_schema_field(model_map(item, "schema"),
		    &f->field[i]);
	}
}

static void
openapi_content(struct node *map, const char *type, const char *schema)
{
	struct node *content = model_map(map, "content");

	model_text(model_map(model_map(content, type), "schema"), "$ref",
	    str_printf(map->tree->a, "#/components/schemas/%s", schema));
}

static void
openapi_body(struct node *operation, const struct route *r)
{
	struct node *body, *content;

	if (r->method != M_POST || r->form->n == 0)
		return;
	body = model_map(operation, "requestBody");
	model_bool(body, "required", true);
	content = model_map(model_map(body, "content"), "application/json");
	openapi_schema_form(model_map(content, "schema"), r->form);
}

static void
openapi_success(struct node *responses, const struct route *r)
{
	int http = r->success != 0 ? r->success : 200;
	struct node *answer = model_map(responses, str_printf(
	    responses->tree->a, "%d", http));

	model_text(answer, "description", r->summary);
	if (http != 204)
		openapi_content(answer, "application/json", r->reply->name);
}

static void
openapi_error(struct node *responses, enum status status)
{
	struct node *error = model_map(responses, str_printf(
	    responses->tree->a, "%d", status_http(status)));

	model_text(error, "description", status_title(status));
	openapi_content(error, "application/problem+json",
	    shape_problem.name);
}

/* Which errors a row can give, from its own policy. */
static void
openapi_errors(struct node *responses, const struct route *r)
{
	struct str name[ROUTE_PARAMS];
	const struct { enum status status; bool can; } errors[] = {
		{ E_MALFORMED, r->form->n > 0 },
		{ E_ANONYMOUS, r->role != ROLE_PUBLIC ||
		    r->rate == RATE_VERIFY },
		{ E_DENIED, r->role > ROLE_GUEST },
		{ E_NOTFOUND, route_params(r->path, name) > 0 },
		{ E_CONFLICT, r->method == M_POST },
		{ E_TOOLARGE, r->method == M_POST },
		{ E_MEDIA, r->method == M_POST },
		{ E_INVALID, r->form->n > 0 || r->method == M_POST },
		{ E_LIMITED, true },
		{ E_BUSY, true },
	};
	size_t i;

	for (i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		if (errors[i].can)
			openapi_error(responses, errors[i].status);
}

static void
openapi_operation(struct node *operation, const struct route *r)
{
	struct node *list;

	model_text(operation, "operationId", r->name);
	model_text(operation, "summary", r->summary);
	model_text(operation, "x-role", r->role == ROLE_PUBLIC ? "public" :
	    role_name(r->role));
	list = model_list(operation, "security");
	if (r->role != ROLE_PUBLIC)
		(void)model_list(model_item(list), "bearer");
	list = model_list(operation, "parameters");
	openapi_path_parameters(list, r);
	if (r->method == M_GET)
		openapi_query_parameters(list, r->form);
	openapi_body(operation, r);
	list = model_map(operation, "responses");
	openapi_success(list, r);
	openapi_errors(list, r);
}

/* A path stands once, with all its methods. */
static bool
openapi_was_told(const struct route *r)
{
	const struct route *o;

	for (o = &routes[R_NONE + 1]; o < r; o++)
		if (openapi_is_on(o) && strcmp(o->path, r->path) == 0)
			return true;
	return false;
}

static void
openapi_paths(struct node *paths)
{
	const struct route *r, *o;
	struct node *path;

	for (r = &routes[R_NONE + 1]; r < &routes[ROUTE__MAX]; r++) {
		if (r->path == NULL || !openapi_is_on(r) ||
		    openapi_was_told(r))
			continue;
		path = model_map(paths, r->path);
		for (o = r; o < &routes[ROUTE__MAX]; o++)
			if (o->path != NULL && openapi_is_on(o) &&
			    strcmp(o->path, r->path) == 0)
				openapi_operation(model_map(path,
				    o->method == M_GET ? "get" : "post"), o);
	}
}

static void
openapi_components(struct node *components)
{
	struct node *schemas = model_map(components, "schemas"), *bearer;
	const struct route *r;

	openapi_schema_shape(schemas, &shape_problem);
	for (r = &routes[R_NONE + 1]; r < &routes[ROUTE__MAX]; r++)
		if (r->path != NULL && openapi_is_on(r))
			openapi_schema_shape(schemas, r->reply);
	bearer = model_map(model_map(components, "securitySchemes"), "bearer");
	model_text(bearer, "type", "http");
	model_text(bearer, "scheme", "bearer");
	model_text(bearer, "description",
	    "The access_token of POST /login/verify");
}

void
openapi_build(struct node *data)
{
	struct node *info;

	model_text(data, "openapi", "3.1.0");
	info = model_map(data, "info");
	model_text(info, "title", "Watchbill");
	model_text(info, "version", "1");
	model_text(info, "description", "The roster of a neighbourhood watch. "
	    "Instants are RFC 3339 in UTC; errors are problem+json.");
	model_text(model_item(model_list(data, "servers")), "url", "/api/v1");
	openapi_paths(model_map(data, "paths"));
	openapi_components(model_map(data, "components"));
}
