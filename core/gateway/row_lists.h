#pragma once

#include "core/gateway/parameters.h"
#include "core/gateway/route.h"
#include "core/query/query_service.h"

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace binnacle::gateway {

// Lists of the API are answers of the query language: each row an object by its columns' names in
// camelCase.

// A query in the name and with the rights of who called.
query::QueryRequest requestFor(const Call &call, std::string text);

struct RowList
{
    std::string source;                  // "pods"
    std::string arguments;               // "cluster=\"prod-eu\""; values quoted
    std::vector<std::string> conditions; // joined by "and"
    std::string sort;                    // "-created"; empty: as they come
    Paging page;
    bool mayReadSensitive = false; // besides what the role may
};

// `field = "value"`, quoted so that nothing in it is read as language.
std::string condition(std::string_view field, std::string_view sign, std::string_view value);
std::string clusterArgument(const ClusterId &cluster);

// Answers the call with the list.
void answerRows(Call call, const RowList &list);
// Finds the ids of the list's rows, whose source has a field "id", or answers that it cannot.
struct FoundIds
{
    std::vector<std::string> ids; // of this page
    std::int64_t total = 0;
    bool isAtLeast = false; // there may be more
};
void findIds(const Call &call, const RowList &list, std::function<void(FoundIds)> then);

// "cpu_usage" -> "cpuUsage".
std::string camelCase(std::string_view name);

} // namespace binnacle::gateway
