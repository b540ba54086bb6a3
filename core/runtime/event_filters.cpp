#include "core/runtime/event_filters.h"

#include "core/query/filter_parser.h"
#include "core/query/time_expression.h"

#include <utility>

namespace binnacle::runtime {

namespace {

Error invalid(std::string message)
{
    return {ErrorCode::InvalidArgument, std::move(message)};
}

// "Kind/namespace/name" or, for cluster-wide kinds, "Kind/name".
Result<ResourceRef> parseObject(std::string_view text)
{
    const std::size_t first = text.find('/');
    const std::size_t last = text.rfind('/');
    if (first == std::string_view::npos || first == 0 || last + 1 == text.size())
        return invalid(
            "not an object: \"" + std::string(text) + "\", write Kind/namespace/name or Kind/name");
    ResourceRef object{.kind = std::string(text.substr(0, first)),
        .ns = {},
        .name = std::string(text.substr(last + 1))};
    if (last != first)
        object.ns = text.substr(first + 1, last - first - 1);
    return object;
}

Result<std::optional<ScopedObject>> parseScope(const EventFilterText &text)
{
    const bool several = !text.object.empty() + !text.tree.empty() + !text.node.empty() > 1;
    if (several)
        return invalid("give one of --object, --tree and --node");
    if (!text.node.empty())
        return std::optional(ScopedObject{
            .scope = EventScope::Node, .object = {.kind = "Node", .ns = {}, .name = text.node}});
    if (text.object.empty() && text.tree.empty())
        return std::optional<ScopedObject>();
    auto object = parseObject(text.object.empty() ? text.tree : text.object);
    if (!object)
        return object.error();
    return std::optional(
        ScopedObject{.scope = text.object.empty() ? EventScope::WorkloadTree : EventScope::Object,
            .object = *std::move(object)});
}

} // namespace

Result<EventQuery> parseEventQuery(const EventFilterText &text, Timestamp now)
{
    EventQuery query;
    if (!text.cluster.empty())
        query.cluster = ClusterId{text.cluster};
    if (!text.range.empty()) {
        auto selection = query::parseTimeSelection(text.range, now, std::chrono::minutes{0});
        if (!selection)
            return withContext(selection.error(), "--range");
        query.lastSeen = selection->range;
    }
    auto scope = parseScope(text);
    if (!scope)
        return scope.error();
    query.scope = *scope;
    auto where = query::parseFilter(text.filter, now);
    if (!where) {
        const query::FilterError &error = where.error();
        std::string message
            = "--filter, byte " + std::to_string(error.offset) + ": " + error.message;
        if (!error.suggestion.empty())
            message += " \u2014 did you mean " + error.suggestion + '?';
        return invalid(std::move(message));
    }
    query.where = *where;
    return query;
}

} // namespace binnacle::runtime
