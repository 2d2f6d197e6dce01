/*
 * openapi: the API described in its own words: an OpenAPI 3.1 document made
 * from the tables of routes, forms and replies, so that it cannot lie.
 */
#ifndef WATCHBILL_WEB_OPENAPI_H
#define WATCHBILL_WEB_OPENAPI_H

#include "view/model.h"
#include "view/shape.h"

extern const struct shape shape_openapi;

/* openapi_build(data): fills an empty map with the document. */
void openapi_build(struct node *data);

#endif
