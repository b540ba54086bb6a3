#pragma once

#include "core/demo/workload_controller.h"
#include "core/demo/world.h"

#include <span>
#include <string>
#include <string_view>

namespace binnacle::demo {

enum class IncidentStep {
    DiskFills,
    FraudCheckRollOut, // a red herring
    DiskPressure,
    DatabaseSlow,
    PaymentsDegrade,
    DatabaseFails,
    CheckoutScales,
    PaymentsQueue, // what cannot be written is kept for later, so less fails
};

struct IncidentMoment
{
    Duration offset; // from the start of the incident, before compression
    IncidentStep step;
};

// The story as data, in order.
std::span<const IncidentMoment> incidentTimeline();

// A log volume fills the disk of node-5, the database there suffers, and everything that pays with
// it. It goes on until somebody cordons the node and deletes payments-db-0, which then lands on
// node-2. All references must outlive this.
class Incident
{
public:
    Incident(World &world, PodLifecycle &pods, WorkloadController &workloads);

    // `compression` 6 tells an hour in ten minutes.
    void plan(Timestamp start, int compression);

private:
    void begin(IncidentStep step);
    void fillDisk();
    void rollOutFraudCheck();
    void pressDisk();
    void collectGarbage();
    void slowDatabase();
    void degrade(std::string_view ns, std::string_view name, double share, Duration every);
    void failDatabase();
    void restartDatabase(const std::string &uid);
    void failMount(const std::string &uid);
    void failOver();
    void scaleCheckout();
    void stallDisk(double stall);
    // payments-db-0 while it suffers, else null.
    PodModel *sufferingDatabase();

    World &m_world;
    PodLifecycle &m_pods;
    WorkloadController &m_workloads;
    Duration m_minute{}; // of the story
};

} // namespace binnacle::demo
