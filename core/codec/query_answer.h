#pragma once

#include "core/domain/query_result.h"

#include <string>

namespace binnacle::codec {

// Contract 04 §4.6: {"columns":["name"],"rows":[["a"]],"total":1,"elapsedMs":3,"asOf":"…Z"}; what
// is not known is null, times are RFC 3339. `capped` is there, and true, when there were more rows
// than the limit allows; `totalIsLowerBound` when there are at least `total` that match.
std::string queryAnswerJson(const QueryResult &result);

enum class RowFormat { Csv, Tsv, Json, Ndjson, Markdown };

// Only the rows, for clipboards and files: JSON as an array of objects by column name, NDJSON one
// object a line. CSV and TSV cells that a spreadsheet would evaluate get a leading apostrophe.
std::string queryRows(const QueryResult &result, RowFormat format);

} // namespace binnacle::codec
