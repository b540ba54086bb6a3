#pragma once

#include "core/console/transfer_desk.h"
#include "core/runtime/console/desktop_user.h"
#include "core/runtime/console/task_runner.h"
#include "core/runtime/runtime.h"

#include <functional>

namespace binnacle::runtime {

// What the tasks are called on the board. Core speaks no user's language, so the application, which
// does, hands these in. `imported` runs on a task thread.
struct TransferTexts
{
    QString events; // the unit
    QString files;  // the unit
    std::function<QString(const QString &file)> exporting;
    std::function<QString(const QStringList &files)> importing;
    std::function<QString(qint64 inserted, qint64 updated)> imported;
};

// Exports and imports as tasks of the board. GUI thread.
class FileTransferDesk final : public console::TransferDesk
{
    Q_OBJECT

public:
    // Runtime, user and tasks must outlive the desk.
    FileTransferDesk(Runtime &runtime, DesktopUser &user, TaskRunner &tasks, TransferTexts texts,
        QObject *parent = nullptr);

    std::uint64_t exportEvents(
        const EventQuery &query, const QString &path, Format format) override;
    std::uint64_t importFiles(const QStringList &paths) override;

private:
    Runtime &m_runtime;
    DesktopUser &m_user;
    TaskRunner &m_tasks;
    const TransferTexts m_texts;
};

} // namespace binnacle::runtime
