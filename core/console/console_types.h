#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/domain/agent_state.h"
#include "core/domain/cluster_event.h"
#include "core/domain/cluster_snapshot.h"
#include "core/domain/event_query.h"
#include "core/domain/event_reach.h"

#include <QFuture>
#include <QString>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace binnacle::console {

// Answers to questions of the UI. QFuture needs copyable results, hence the shared_ptr. Futures
// finish on a core thread: continue with onAnswer() of on_answer.h.
template<typename T>
using Answer = QFuture<Result<std::shared_ptr<const T>>>;

// One cluster as the console shows it.
struct ClusterView
{
    ClusterId id;
    std::string name;
    Environment environment = Environment::Production;
    AgentStatus status = AgentStatus::Offline;
    AgentTimes times;
    std::shared_ptr<const ClusterSnapshot> snapshot; // null: none was ever received
    bool remembered = false;                         // the snapshot is of an earlier run
    bool conflict = false;                           // two agents report under this id
};

// What the agent listener turned away by itself, since the start.
struct LimitHits
{
    std::uint64_t heads = 0;       // malformed or too long
    std::uint64_t bodies = 0;      // too large, or too many at one time
    std::uint64_t hosts = 0;       // that go by another name, or pages of other sites
    std::uint64_t connections = 0; // too many
    std::uint64_t deadlines = 0;   // closed as too slow, also to read an answer

    std::uint64_t refused() const { return heads + bodies + hosts + connections; }
};

struct IngestView
{
    double snapshotsPerSecond = 0; // over the last 10 s
    double bytesPerSecond = 0;     // as received
    double eventsPerSecond = 0;    // new and changed
    std::uint64_t rejected = 0;    // since start, what was refused at a limit included
    LimitHits limitHits;
    std::int64_t connections = 0;
    std::string listenAddress; // "127.0.0.1:8081"; empty: not listening
    std::string listenProblem; // why not; empty: fine
};

struct StoreView
{
    std::int64_t events = 0;
    std::int64_t fileBytes = 0;
    EventReaches reaches;
    std::string readOnlyReason; // empty: writable
    Status health = Done{};     // last write failure, Done when writing works
};

// Everything that changes by itself, at one moment. Immutable.
struct EstateView
{
    Timestamp asOf{};
    bool isDemo = false;
    std::vector<ClusterView> clusters; // by name
    IngestView ingest;
    StoreView store;
};

// The table's row map: every match of a query, newest first, without its text.
struct EventIndexRow
{
    std::int64_t lastMs = 0;
    std::int64_t idAndType = 0; // id * 2 + (1 for Warning)

    EventRowId id() const { return idAndType >> 1; }
    bool isWarning() const { return (idAndType & 1) != 0; }
};
using EventIndex = std::vector<EventIndexRow>;
using Events = std::vector<ClusterEvent>;

struct OwnershipRow
{
    ResourceRef object;
    int depth = 0; // 0: the top owner
    std::int64_t events = 0;
    std::int64_t warnings = 0;
    bool isSelf = false; // the object asked about
};

struct StateLine
{
    std::string key; // "phase", "restarts": identifiers, translated by the UI
    std::string value;
};

// What the inspector shows beside one event.
struct EventContext
{
    ClusterEvent event;
    std::vector<OwnershipRow> ownership;
    Events around;                // of all kinds in the cluster, oldest first, the event included
    std::int64_t aroundTotal = 0; // how many there are within the window that `around` is cut from
    std::vector<StateLine> state; // of the involved object when the Warning was first seen
    bool stateIsLive = false;     // taken from the current snapshot instead
};

// One bar of a histogram over time.
struct EventBar
{
    Timestamp start{};
    std::int64_t normal = 0;
    std::int64_t warnings = 0;
};
struct ClusterBars
{
    ClusterId cluster;
    Duration bucket{};
    std::vector<EventBar> bars; // gapless, oldest first
};

// The incident timeline: lanes of marks over one time range.
struct TimelineMark
{
    Timestamp from{};
    Timestamp to{}; // == from for an instant
    bool critical = false;
    std::int64_t count = 1;
    std::string label;    // "fraud-check 1.4.0", "Evicted recommender-0"
    EventRowId event = 0; // newest event behind the mark; 0: none
};
// BurnRates: spans in which a burn-rate condition fired, `critical` when it pages.
// Alerts: from firing to the end, `critical` when it pages.
enum class LaneKind { BurnRates, Alerts, Deploys, Commands, NamespaceWarnings, Nodes };
struct TimelineLane
{
    LaneKind kind = LaneKind::NamespaceWarnings;
    std::string name;                // the namespace of NamespaceWarnings, else empty
    std::vector<TimelineMark> marks; // oldest first
};
struct Timeline
{
    TimeRange range;
    std::vector<TimelineLane> lanes; // only those with marks
    Timestamp likelyStart{};         // of what is going on; unknown: nothing stands out
    std::string likelyCause;         // "Node node-5: NodeHasDiskPressure"
    // More happened than one picture shows: lanes are complete only since then. Unknown: complete.
    Timestamp completeSince{};
};

// The three states of a filter text and what to say about it.
struct FilterCheck
{
    enum class State { Valid, Incomplete, Invalid };
    State state = State::Valid;
    PredicatePtr predicate; // Valid only; null: everything
    QString normalised;     // Valid only
    qsizetype offset = 0;   // UTF-16, of the offending span
    qsizetype length = 0;
    QString message;    // English; technical
    QString suggestion; // the nearest known word; may be empty
};

struct FilterSuggestion
{
    QString text;
    QString detail;
};
struct FilterCompletion
{
    qsizetype offset = 0; // UTF-16 span that a chosen suggestion replaces
    qsizetype length = 0;
    std::vector<FilterSuggestion> suggestions;
};

// What the time range control makes of typed text.
struct TimeSelectionView
{
    TimeRange range;
    Duration moving{0};  // > 0: follows now
    Timestamp instant{}; // that was typed, when the range lies around one
};

} // namespace binnacle::console
