#pragma once

#include "core/console/console_types.h"
#include "core/domain/mesh.h"
#include "core/domain/slo_report.h"

#include <QObject>

#include <set>
#include <stop_token>

namespace binnacle::console {

struct MeshQuestion
{
    ClusterId cluster;
    TimeRange range;                  // whose traffic is shown; its end is the instant
    std::optional<TimeRange> compare; // with this window
    std::string ns;                   // only this namespace and its direct neighbours; empty: all
    ServiceRef focus;                 // neighbourhood of this service; empty name: everything
    int hops = 1;
    bool groupByNamespace = true;
    std::set<std::string> folded;   // namespaces
    std::set<std::string> unfolded; // of those that a large graph folds by itself
    bool relayout = false;          // do not keep the places of the last answer
};

// One picture of the mesh. Layouts are stable from one answer to the next for the same cluster.
struct MeshPicture
{
    MeshQuestion question;
    MeshGraph graph;
    MeshLayout layout;
    std::optional<MeshDiff> diff;
    std::size_t allNodes = 0; // before namespace and focus left some out
};

// The inspector's view of one service.
struct MeshCaller
{
    ServiceRef service;
    bool isCallee = false;
    Traffic traffic;
    double rate = 0; // a second
};
struct MeshServiceDetail
{
    ServiceRef service;
    std::string workloadKind; // "Deployment"; empty: not in the snapshot
    int readyPods = -1;       // -1: not known
    int desiredPods = -1;
    Measured whole; // of the range
    Duration step{};
    std::vector<Measured> trend;           // over the range
    std::vector<MeshCaller> callers;       // callers first, then callees, by requests
    std::optional<double> budgetRemaining; // 30 d, percent
    SloTarget target;
    Events events; // latest of its workload, newest first
    // "payments-db p95 rose 3 m before checkout": facts, worded by the view.
    struct LikelyCause
    {
        ServiceRef service;
        double share = 0;       // of the errors, 0..1
        Duration lead{};        // how much earlier it got worse; zero: not known
        bool isLatency = false; // slow rather than failing
    };
    std::optional<LikelyCause> cause;
};

// Marks and requests under the graph, for the scrubber.
struct MeshTimeBar
{
    Timestamp start{};
    double requestRate = 0;          // a second
    std::optional<double> errorRate; // percent
    bool isGap = false;
};
struct MeshTimeline
{
    TimeRange range;
    Duration step{};
    std::vector<MeshTimeBar> bars;
    std::vector<TimelineLane> marks; // deploys, commands, critical events
};

enum class MeshFormat { Dot, Json, Csv };

// The service mesh. Lives on the GUI thread; never blocks: layout and reading run elsewhere.
class MeshFeed : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual Answer<MeshPicture> picture(const MeshQuestion &question, std::stop_token stop) = 0;
    virtual Answer<MeshServiceDetail> detail(
        const ClusterId &cluster, const ServiceRef &service, const TimeRange &range)
        = 0;
    virtual Answer<MeshTimeline> timeline(const ClusterId &cluster, const TimeRange &range) = 0;
    virtual QString exportText(const MeshPicture &picture, MeshFormat format) const = 0;

signals:
    void changed(); // increments were stored: at most once a second
};

} // namespace binnacle::console
