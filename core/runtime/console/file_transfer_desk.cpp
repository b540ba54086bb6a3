#include "core/runtime/console/file_transfer_desk.h"

#include "core/runtime/file_export.h"
#include "core/runtime/file_import.h"
#include "core/store/reader_pool.h"

#include <QFileInfo>
#include <QSaveFile>

#include <future>
#include <memory>
#include <utility>

namespace binnacle::runtime {

using namespace Qt::Literals::StringLiterals;

namespace {

codec::ExportFormat formatOf(console::TransferDesk::Format format)
{
    switch (format) {
    case console::TransferDesk::Format::Csv:
        return codec::ExportFormat::Csv;
    case console::TransferDesk::Format::Json:
        return codec::ExportFormat::Json;
    case console::TransferDesk::Format::Ndjson:
        return codec::ExportFormat::Ndjson;
    }
    return codec::ExportFormat::Ndjson;
}

Error fileError(const QFileDevice &file)
{
    const bool full = file.error() == QFileDevice::ResourceError;
    return {full ? ErrorCode::DiskFull : ErrorCode::Unavailable,
        file.fileName().toStdString() + ": " + file.errorString().toStdString()};
}

// The file appears under its name only when it is complete.
Status exportToFile(store::ReaderPool &readers, const EventQuery &query, const QString &path,
    codec::ExportFormat format, const TaskRunner::Context &task)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fileError(file);
    const auto sink = [&file](std::string_view piece) -> Status {
        const auto size = static_cast<qint64>(piece.size());
        if (file.write(piece.data(), size) != size)
            return fileError(file);
        return Done{};
    };
    std::promise<Status> done;
    readers.post(
        [&](store::Connection &connection) {
            const auto exported = exportEvents(
                connection, query, {.format = format}, sink, task.stop, task.progress);
            done.set_value(exported ? Status(Done{}) : Status(exported.error()));
        },
        [&](const Error &error) { done.set_value(error); });
    if (Status exported = done.get_future().get(); !exported)
        return exported; // QSaveFile drops the temporary file
    if (!file.commit())
        return fileError(file);
    return Done{};
}

} // namespace

FileTransferDesk::FileTransferDesk(
    Runtime &runtime, DesktopUser &user, TaskRunner &tasks, TransferTexts texts, QObject *parent)
    : TransferDesk(parent)
    , m_runtime(runtime)
    , m_user(user)
    , m_tasks(tasks)
    , m_texts(std::move(texts))
{}

std::uint64_t FileTransferDesk::exportEvents(
    const EventQuery &query, const QString &path, Format format)
{
    m_user.record(
        {.action = AuditAction::Export, .resource = "events to " + path.toStdString()}, Done{}, {});
    return m_tasks.start(m_texts.exporting(QFileInfo(path).fileName()), m_texts.events,
        [&readers = m_runtime.workspace().readers(), query, path, format](
            const TaskRunner::Context &task) {
            const Status done = exportToFile(readers, query, path, formatOf(format), task);
            if (done)
                task.setDetail(path);
            return done;
        });
}

std::uint64_t FileTransferDesk::importFiles(const QStringList &paths)
{
    const Deed deed{.capability = Capability::ManageSources,
        .action = AuditAction::Create,
        .resource = "import of " + paths.join(u", "_s).toStdString()};
    const Status granted = m_user.allowed(deed);
    if (granted)
        m_user.record(deed, granted, {});
    return m_tasks.start(m_texts.importing(paths), m_texts.files,
        [&runtime = m_runtime, granted, paths, imported = m_texts.imported](
            const TaskRunner::Context &task) -> Status {
            if (!granted)
                return granted;
            ImportOutcome sum;
            const auto count = static_cast<std::size_t>(paths.size());
            for (std::size_t i = 0; i < count; ++i) {
                task.progress(i, count);
                const std::string path = paths[static_cast<qsizetype>(i)].toStdString();
                const auto outcome = importFile(runtime, path, {}, task.stop);
                if (!outcome)
                    return outcome.error();
                sum.inserted += outcome->inserted;
                sum.updated += outcome->updated;
            }
            task.progress(count, count);
            task.setDetail(imported(sum.inserted, sum.updated));
            return Done{};
        });
}

} // namespace binnacle::runtime
