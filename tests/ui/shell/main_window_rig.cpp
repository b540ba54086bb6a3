#include "main_window_rig.h"

#include <QApplication>
#include <QDir>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

void MainWindowRig::setUp()
{
    if (!m_theme) {
        QLocale::setDefault(QLocale::English);
        m_theme = std::make_unique<Theme>(*qApp);
    }
    m_theme->setName(ThemeName::Dark);
    m_time = std::make_unique<TimeSelection>();
    m_desk = std::make_unique<fake::TransferDesk>();
    m_estate = std::make_unique<fake::EstateFeed>();
    m_tasks = std::make_unique<fake::TaskBoard>();
    m_memory = fake::UiMemory();
    m_keys.setOwnKeys({});
    makeWindow();
}

void MainWindowRig::makeWindow()
{
    m_made = 0;
    ViewRegistry views;
    const auto create = [this]() -> View * {
        ++m_made;
        return new SampleView(m_events, *m_time);
    };
    views.add({.id = u"overview"_s,
        .title = u"Overview"_s,
        .iconName = u"overview"_s,
        .key = u"o"_s,
        .showsSettings = true,
        .create = create});
    views.add({.id = u"events"_s,
        .title = u"Events"_s,
        .iconName = u"events"_s,
        .key = u"e"_s,
        .showsEvents = true,
        .create = create});
    m_window = std::make_unique<MainWindow>(ShellServices{.estate = *m_estate,
                                                .events = m_events,
                                                .tasks = *m_tasks,
                                                .transfers = *m_desk,
                                                .memory = m_memory,
                                                .time = *m_time,
                                                .theme = *m_theme,
                                                .keys = &m_keys},
        views);
}

void MainWindowRig::publishTasks()
{
    const Timestamp now = m_estate->estate()->asOf;
    console::TaskView running{.id = 3, .title = u"Export events to incident.csv"_s};
    running.done = 31'000;
    running.total = 48'201;
    running.unit = u"events"_s;
    running.startedAt = now - 4s;
    console::TaskView failed{.id = 2, .title = u"Import broken.json"_s};
    failed.state = console::TaskState::Failed;
    failed.outcome = Error{.code = ErrorCode::MalformedBody, .message = "byte 17: no value"};
    console::TaskView done{.id = 1, .title = u"Import snapshot.json.gz"_s};
    done.state = console::TaskState::Succeeded;
    done.detail = u"2,000 events, 18 MB"_s;
    done.finishedAt = now - 60s;
    done.seen = true;
    m_tasks->publish({running, failed, done});
}

QImage MainWindowRig::shoot(const QString &name)
{
    const QImage shot = m_window->grab().toImage();
    if (const QString folder = qEnvironmentVariable("BINNACLE_SHOTS"); !folder.isEmpty())
        (void)shot.save(QDir(folder).filePath(u"shell-%1.png"_s.arg(name)));
    return shot;
}

} // namespace binnacle::ui
