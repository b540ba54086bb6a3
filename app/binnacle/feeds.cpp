#include "app/binnacle/feeds.h"

#include "app/binnacle/options.h"
#include "core/runtime/workspace_settings.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>
#include <QStandardPaths>

namespace binnacle::app {

using namespace Qt::Literals::StringLiterals;

namespace {

// One context for all words of the program itself.
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(binnacle::app::Application)
};

QString memoryFileOfUser()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + u"/binnacle/window.ini"_s;
}

} // namespace

Feeds::Feeds(runtime::Runtime &runtime, const Clock &clock, const Options &options)
{
    tasks = std::make_unique<runtime::TaskRunner>(clock);
    user = std::make_unique<runtime::DesktopUser>(
        runtime, runtime.settings().current().access.readOnly);
    estate = std::make_unique<runtime::LiveEstateFeed>(runtime, *user, options.demo);
    events = std::make_unique<runtime::StoreEventFeed>(runtime);
    stored = std::make_unique<runtime::StoredSignal>(runtime);
    mesh = std::make_unique<runtime::StoreMeshFeed>(runtime, *stored);
    slo = std::make_unique<runtime::StoreSloFeed>(runtime, *user, *stored);
    sources = std::make_unique<runtime::RuntimeSourceDesk>(runtime, *user);
    access = std::make_unique<runtime::RuntimeAccessDesk>(runtime, *user);
    settings = std::make_unique<runtime::RuntimeSettingsDesk>(runtime, *user);
    queries = std::make_unique<runtime::RuntimeQueryDesk>(runtime, *user);
    alerts = std::make_unique<runtime::RuntimeAlertDesk>(runtime, *user);
    commands = std::make_unique<runtime::RuntimeCommandDesk>(runtime, *user);
    transfers = std::make_unique<runtime::FileTransferDesk>(runtime, *user, *tasks,
        runtime::TransferTexts{.events = Words::tr("events"),
            .files = Words::tr("files"),
            .exporting
            = [](const QString &file) { return Words::tr("Export events to %1").arg(file); },
            .importing =
                [](const QStringList &files) {
                    return files.size() == 1
                        ? Words::tr("Import %1").arg(QFileInfo(files.front()).fileName())
                        : Words::tr("Import %n file(s)", nullptr, static_cast<int>(files.size()));
                },
            .imported =
                [](qint64 inserted, qint64 updated) {
                    return Words::tr("%1 new events, %2 changed")
                        .arg(QLocale().toString(inserted), QLocale().toString(updated));
                }});
    // A demo and a portrait leave nothing behind.
    const bool remembers = !options.demo && options.grabDirectory.isEmpty();
    memory = std::make_unique<runtime::UiMemoryFile>(remembers ? memoryFileOfUser() : QString());
}

} // namespace binnacle::app
