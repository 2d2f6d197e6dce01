/* openapi_schema: fields and shapes as JSON Schema 2020-12. */
#ifndef WATCHBILL_WEB_OPENAPI_SCHEMA_H
#define WATCHBILL_WEB_OPENAPI_SCHEMA_H

#include "view/model.h"
#include "view/shape.h"
#include "web/form.h"

/* Each fills an empty map: of a path's parameter, of a field, of a form's
 * JSON body. */
void openapi_schema_param(struct node *map, struct str name);
void openapi_schema_field(struct node *map, const struct field *f);
void openapi_schema_form(struct node *map, const struct form *f);
/* Adds a shape and those inside it to components.schemas, each once. */
void openapi_schema_shape(struct node *schemas, const struct shape *s);

#endif
