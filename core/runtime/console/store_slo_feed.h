#pragma once

#include "core/console/slo_feed.h"
#include "core/runtime/console/desktop_user.h"
#include "core/runtime/console/stored_signal.h"
#include "core/runtime/runtime.h"

namespace binnacle::runtime {

// The console's service levels over the workspace of a running Runtime. GUI thread.
class StoreSloFeed final : public console::SloFeed
{
    Q_OBJECT

public:
    StoreSloFeed(
        Runtime &runtime, DesktopUser &user, StoredSignal &stored, QObject *parent = nullptr);

    console::Answer<SloBoard> board(
        const console::SloBoardQuestion &question, std::stop_token stop) override;
    console::Answer<SloDetail> detail(
        const console::SloDetailQuestion &question, std::stop_token stop) override;
    console::Answer<TargetEffect> effect(
        const SloSubject &subject, const SloTarget &target, Timestamp at) override;

    QFuture<Status> setTarget(const SloTarget &target) override;
    QFuture<Status> resetTarget(const SloTarget &target) override;

    console::Answer<console::SpecImport> readSpecs(
        const QString &file, const ClusterId &cluster) override;
    QString exportText(const SloBoard &board, console::SpecFormat format) const override;

private:
    Runtime &m_runtime;
    DesktopUser &m_user;
};

} // namespace binnacle::runtime
