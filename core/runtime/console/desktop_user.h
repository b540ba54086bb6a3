#pragma once

#include "core/domain/audit.h"
#include "core/domain/principal.h"
#include "core/runtime/runtime.h"

#include <QFuture>
#include <QObject>

#include <functional>
#include <string>
#include <vector>

namespace binnacle::runtime {

// Something a person is about to change at this desktop.
struct Deed
{
    Capability capability = Capability::ManageSettings;
    ClusterId cluster; // empty: about no cluster, or all
    AuditAction action = AuditAction::Update;
    std::string resource; // "cluster prod-eu"
    std::string before;   // JSON; may be empty
    std::string after;
};

// Who works at this desktop: the workspace's local owner. Everything that changes something goes
// through perform(), which asks whether they may and writes the audit. GUI thread.
class DesktopUser final : public QObject
{
    Q_OBJECT

public:
    // Finds or makes the local owner; until that is done nothing can be changed.
    explicit DesktopUser(Runtime &runtime, bool isReadOnly, QObject *parent = nullptr);

    Principal principal() const;
    // Runs `task` once it is known who this is: now, or a moment after the start.
    void whenKnown(std::function<void()> task);
    bool isReadOnly() const { return m_isReadOnly; }
    void setReadOnly(bool on);

    using Done = std::function<void(const Status &)>;
    QFuture<Status> perform(Deed deed, const std::function<void(Done)> &work);
    // A refusal is audited too.
    Status allowed(const Deed &deed);
    // Of what was allowed and is done.
    void record(const Deed &deed, const Status &outcome, Duration took);

signals:
    void changed();

private:
    Runtime &m_runtime;
    Principal m_principal; // userId 0 until it is known
    bool m_isReadOnly;
    bool m_isKnown = false;
    std::vector<std::function<void()>> m_waiting; // for it
};

} // namespace binnacle::runtime
