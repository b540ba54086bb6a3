#pragma once

#include "core/base/result.h"

#include <QRegularExpression>

#include <string_view>

namespace binnacle {

// A regular expression that somebody typed: PCRE on code points, unanchored, case-sensitive. After
// 100 000 steps it gives up and does not match, so no pattern can hang who asks. Filters mean the
// same in memory and in SQL because both use this.
//
// Thread-safe once constructed.
class BoundedRegex
{
public:
    explicit BoundedRegex(std::string_view pattern);

    // InvalidArgument when the pattern is not a regular expression; says where.
    Status check() const;
    // Never, when it is not one.
    bool isIn(std::string_view text) const;

private:
    QRegularExpression m_regex;
};

} // namespace binnacle
