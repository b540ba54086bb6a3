#pragma once

#include "core/base/result.h"
#include "core/domain/event_query.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace binnacle::store {

class Connection;
class Statement;

// How a list is found, see filters.sql.
enum class AccessPath {
    Ordered,   // walk an index in the order of the list, test each row; good when many match
    Selective, // collect by the most selective index, then sort; good when few match
};

// A condition for the {where} of an event statement: fragments of the catalogue with every value
// bound, never written into the text.
//
// What it means is what query::matches() says; in short: Equal, NotEqual and In are exact but for
// Type and Kind, which ignore ASCII case; Contains ignores ASCII case; StartsWith and regular
// expressions do not; Text wants every word of the value, see domain/search_words.h.
class ConditionSql
{
public:
    // `connection` must outlive this.
    ConditionSql(Connection &connection, AccessPath path);

    // Each narrows the condition. InvalidArgument for a bad regular expression.
    Status require(const PredicatePtr &predicate);
    void requireFragment(std::string_view name);
    void requireFragment(std::string_view name, std::variant<std::int64_t, std::string> value);
    // `column` is a column.* entry: filter.number.less on column.last.
    void requireNumber(std::string_view name, std::string_view column, std::int64_t value);
    // Either of two, for the node scope.
    void requireEither(
        std::string_view a, std::string valueA, std::string_view b, std::string valueB);

    const std::string &text() const { return m_text; }
    AccessPath path() const { return m_path; }
    // The statement must join object as o.
    bool usesObject() const;
    // Sets the parameters of the condition; the statement's own are its caller's.
    void bind(Statement &statement) const;

private:
    using Value = std::variant<std::int64_t, std::string>;

    std::string fragment(std::string_view name, std::string_view column = {}) const;
    std::string placed(std::string fragment, std::string_view parameter, Value value);
    std::string join(std::string_view how, std::string_view left, std::string_view right) const;
    void add(std::string_view condition);

    Result<std::string> translate(const PredicatePtr &predicate);
    Result<std::string> translateGroup(const Predicate &group);
    Result<std::string> translateComparison(const Predicate &comparison);
    Result<std::string> translateWords(const Predicate &comparison);
    Result<std::string> translateType(const Predicate &comparison) const;
    Result<std::string> translateText(const Predicate &comparison);
    std::string translateNumber(const Predicate &comparison);

    Connection &m_connection;
    AccessPath m_path;
    std::string m_text;
    std::vector<std::pair<std::string, Value>> m_values; // ":p1" -> value
};

void replaceAll(std::string &text, std::string_view what, std::string_view with);

// A JSON array, for `IN (SELECT value FROM json_each(:v))`.
std::string jsonArray(const std::vector<std::string> &values);
std::string jsonArray(const std::vector<std::int64_t> &values);

} // namespace binnacle::store
