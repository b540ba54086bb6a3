#pragma once

#include "core/codec/json_writer.h"
#include "core/domain/slo_report.h"
#include "core/slo/slo_answers.h"

#include <optional>
#include <string_view>

// Pieces that several answers are made of.
namespace binnacle::slo {

// Without the noise of binary fractions: -53.846154.
void writeNumber(codec::JsonWriter &out, std::string_view key, std::optional<double> value);
// "coverage":0.98,"excludedSeconds":3600: the latter where maintenance is left out of the window.
void writeCoverage(codec::JsonWriter &out, const Measured &measured);
// {"availability":91.67,"p50Latency":…,"requestsPerSec":8.0,"totalRequests":120,"coverage":1.0}
void writeSummary(codec::JsonWriter &out, const Measured &measured);
// As above, or null when there is no value or no traffic in it.
void writePrevious(codec::JsonWriter &out, const std::optional<Measured> &previous);
// [{"le":100,"count":85},…,{"le":null,"leLabel":"+Inf","count":120}]
void writeBuckets(codec::JsonWriter &out, const LatencyHistogram &latency);
// [{"code":"2xx","count":110}]: classes with requests.
void writeStatusClasses(codec::JsonWriter &out, const Traffic &traffic);
// [{"code":"200","count":110}]
void writeStatusCodes(codec::JsonWriter &out, const Traffic &traffic);
// [{"method":"GET","count":120,"errorCount":10}]
void writeMethods(codec::JsonWriter &out, const Traffic &traffic);
// {"availability":95.0,"p95Latency":300}
void writeTarget(codec::JsonWriter &out, const SloTarget &target);

// The range that was asked for, or `fallback` when none was.
Result<Duration> rangeOf(const AnswerQuery &query, std::string_view fallback);
Error missingHost(std::string_view parameter);

// The window whose targets apply to a range of that length: the shortest that holds it.
SloWindow targetWindow(Duration length);

} // namespace binnacle::slo
