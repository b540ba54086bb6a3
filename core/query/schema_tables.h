#pragma once

#include "core/query/schema.h"

#include <vector>

namespace binnacle::query {

// The schemas in the order of SourceId: Pods … Secrets, then Events … Audit.
std::vector<Schema> objectSchemas();
std::vector<Schema> historySchemas();

// Fields by the enums of source_fields.h, in any order; shown ones are told by `shown`, from the
// first on.
class SchemaBuilder
{
public:
    SchemaBuilder(std::string_view name, std::string_view help, int shown);

    template<typename Field>
    SchemaBuilder &field(Field field, FieldType type, std::vector<std::string_view> names,
        std::string_view help, std::vector<std::string_view> choices = {})
    {
        return add(static_cast<FieldId>(field), type, std::move(names), help, std::move(choices));
    }
    Schema take();

private:
    SchemaBuilder &add(FieldId field, FieldType type, std::vector<std::string_view> names,
        std::string_view help, std::vector<std::string_view> choices);

    Schema m_schema;
    int m_shown;
};

} // namespace binnacle::query
