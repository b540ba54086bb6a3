#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <string>
#include <string_view>
#include <vector>

namespace binnacle::alerts {

// The part of PromQL that alerting rules are made of when Binnacle can express them: series
// compared with numbers, joined by "and" and "or". For core/alerts only.

struct PromLabel
{
    std::string name;
    std::string op; // "=", "!=", "=~", "!~"
    std::string value;
};

// A series with what is done to it, from the inside out: increase(metric{labels}[range]), summed.
struct PromSeries
{
    std::string metric;
    std::vector<PromLabel> labels;
    Duration range{};      // zero: an instant
    std::string function;  // "increase", "rate", "absent"; empty: none
    std::string aggregate; // "sum", "max"; empty: none
};

struct PromExpr
{
    enum class Kind { Series, Number, Compare, All, Any };
    Kind kind = Kind::Series;
    PromSeries series; // Series, Compare
    double number = 0; // Number, Compare
    double factor
        = 0; // of a product as written: 14.4 in (14.4 * 0.001); the number when it is none
    bool isProduct = false;
    std::string op;                 // Compare
    std::vector<PromExpr> children; // All, Any
};

// Errors: InvalidArgument saying what of the expression cannot be expressed, for people.
Result<PromExpr> readPromExpr(std::string_view text);

} // namespace binnacle::alerts
