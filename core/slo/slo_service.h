#pragma once

#include "core/base/result.h"
#include "core/domain/cluster_snapshot.h"
#include "core/domain/mesh.h"
#include "core/domain/slo_report.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace binnacle::store {
class Connection;
}

namespace binnacle::slo {

// Answers over the SLO history for views, rules and the API: contract 03 §3.7 as plain values.
// Stateless; each call runs on a reader thread. `now` is the instant the question is about, which
// may lie in the past: then nothing later is looked at.
//
// Maintenance whose silence says so uses up no budget: boards, details, effects, lanes and the
// API's answers leave its time out of every window, and Measured::excluded says how much that was.
// See BudgetExclusions for what is matched and ExcludedTimes for what happens at its ends.

struct BoardQuery
{
    ClusterId cluster;
    SloSubject::Kind kind = SloSubject::Kind::Domain;
    SloWindow window = SloWindow::OneDay; // of targets and budgets
    Duration length{0};                   // of what is measured; 0: that of the window
    Timestamp now{};
    bool withPrevious = true;
    // For backends of domains; may be null.
    std::shared_ptr<const ClusterSnapshot> snapshot;
};
// Domains: one row each; where the paths of a domain lead to different services, also one row for
// each of these ("shop.example.com/checkout"), which the summary does not count again; service keys
// that no route names are rows of their own. Services and edges: those with traffic in the window,
// and services with a target. Routes are those of today whatever the instant.
Result<SloBoard> readBoard(
    store::Connection &connection, const BoardQuery &query, const std::stop_token &stop = {});

struct DetailQuery
{
    SloSubject subject;
    SloWindow window = SloWindow::ThirtyDays;
    TimeRange range; // of trends, distribution and breakdown; its end is the instant
    bool withPrevious = true;
    std::shared_ptr<const ClusterSnapshot> snapshot;
};
// Errors: NotFound when nothing is stored about the subject.
Result<SloDetail> readDetail(
    store::Connection &connection, const DetailQuery &query, const std::stop_token &stop = {});

// Budget and would-be pages under another target.
Result<TargetEffect> readEffect(store::Connection &connection, const SloSubject &subject,
    const SloTarget &target, Timestamp now, const std::stop_token &stop = {});

struct BurnLaneQuery
{
    ClusterId cluster;
    SloSubject::Kind kind = SloSubject::Kind::Domain;
    TimeRange range;
    SloWindow window = SloWindow::ThirtyDays; // of the targets
};
// When one subject burned its budget faster than the conditions allow.
struct BurnLane
{
    SloSubject subject;
    SloTarget target;
    std::vector<BurnSpan> spans; // those that reach into the range, by their starts
};
// One lane for each domain (or service, or edge) with such spans, ordered by name: those that the
// board has rows of, so the routes of a domain with several services too. The conditions are looked
// at each minute in ranges of up to 12 h, every five minutes up to 48 h as far as there are raw
// rows, else by the hour; their windows reach back before the range. Errors: those of readWindow.
Result<std::vector<BurnLane>> readBurnLanes(
    store::Connection &connection, const BurnLaneQuery &query, const std::stop_token &stop = {});

enum class Maintenance { Counts, IsLeftOut };
// The traffic of a subject, one bucket a step: what happened, or what counts.
Result<std::vector<Measured>> readTraffic(store::Connection &connection, const SloSubject &subject,
    const TimeRange &range, Duration step, const std::stop_token &stop = {},
    Maintenance maintenance = Maintenance::Counts);

// Service selector → pods → owner: the workloads behind a Service, contract 03 §3.7 [REC].
std::vector<ServiceRef> backendsOf(
    const ClusterSnapshot &snapshot, std::string_view ns, std::string_view serviceName);

// The target in force: its own row, for a route of a domain the domain's, else the default of the
// window.
SloTarget targetFor(
    const std::vector<SloTarget> &targets, const SloSubject &subject, SloWindow window);

} // namespace binnacle::slo
