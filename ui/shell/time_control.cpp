#include "ui/shell/time_control.h"

#include "core/console/event_feed.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/status_glyph.h"
#include "ui/widgets/time_selection.h"

#include <QActionGroup>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QWidgetAction>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

QIcon liveIcon(bool isLive, qreal ratio)
{
    if (!isLive)
        return icon(u"pause"_s);
    QPixmap pixmap(QSize(12, 12) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintStatus(painter, {0, 0, 12, 12}, StatusKind::Ok);
    return pixmap;
}

} // namespace

TimeControl::TimeControl(TimeSelection &time, console::EventFeed &events, QWidget *parent)
    : QWidget(parent)
    , m_time(time)
    , m_events(events)
    , m_menu(new QMenu(this))
    , m_range(new QPushButton)
    , m_live(new QPushButton)
    , m_custom(new QLineEdit)
    , m_problem(new QLabel)
{
    setObjectName(u"timeControl"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    addPreset(tr("15m", "last 15 minutes"), 15min, true);
    addPreset(tr("1h", "last hour"), 1h, true);
    addPreset(tr("6h", "last 6 hours"), 6h, true);
    addPreset(tr("24h", "last 24 hours"), 24h, true);
    addPreset(tr("7d", "last 7 days"), 24h * 7, true);
    addPreset(tr("30d", "last 30 days"), 24h * 30, true);
    buildMenu();
    m_range->setProperty("role", u"segment"_s);
    m_range->setProperty("edge", u"last"_s);
    m_range->setObjectName(u"timeRange"_s);
    m_range->setMenu(m_menu);
    m_live->setObjectName(u"liveButton"_s);
    layout->addWidget(m_range);
    layout->addSpacing(8);
    layout->addWidget(m_live);

    connect(m_live, &QPushButton::clicked, this, [this] {
        if (m_time.asOf())
            m_time.leaveAsOf();
        else
            m_time.setPaused(m_time.isLive());
    });
    connect(&time, &TimeSelection::changed, this, [this] {
        if (m_time.isLive())
            m_arrived = 0;
        showSelection();
    });
    connect(&events, &console::EventFeed::stored, this, [this](qint64 inserted) {
        if (m_time.isLive() || inserted == 0)
            return;
        m_arrived += inserted;
        showSelection();
    });
    connect(&theme(), &Theme::changed, this, &TimeControl::showSelection);
    showSelection();
}

void TimeControl::addPreset(const QString &text, Duration length, bool isButton)
{
    if (!isButton) {
        m_menu->addAction(text, this, [this, length] { m_time.setMoving(length); });
        return;
    }
    auto *button = new QPushButton(text);
    button->setCheckable(true);
    button->setProperty("role", u"segment"_s);
    if (m_presets.empty())
        button->setProperty("edge", u"first"_s);
    button->setAccessibleName(tr("Last %1").arg(text));
    layout()->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this, length] {
        m_time.setMoving(length);
        showSelection(); // also when nothing changed: the button toggled itself
    });
    m_presets.push_back({button, length});
}

void TimeControl::buildMenu()
{
    auto *box = new QWidget;
    auto *boxLayout = new QVBoxLayout(box);
    boxLayout->setContentsMargins(8, 6, 8, 6);
    auto *title = new QLabel(tr("Any range"));
    title->setFont(boldTextFont());
    auto *examples = new QLabel(tr("-15m · now-1d/d · yesterday 03:00..04:00 · 03:12 · ISO 8601 · "
                                   "epoch · @03:12 rewinds"));
    examples->setFont(smallFont());
    examples->setProperty("tone", u"muted"_s);
    m_custom->setObjectName(u"customRange"_s);
    m_custom->setAccessibleName(tr("Time range"));
    m_custom->setPlaceholderText(tr("now-6h..now"));
    m_custom->setMinimumWidth(320);
    m_problem->setProperty("tone", u"critical"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setMaximumWidth(360);
    m_problem->hide();
    boxLayout->addWidget(title);
    boxLayout->addWidget(m_custom);
    boxLayout->addWidget(examples);
    boxLayout->addWidget(m_problem);
    auto *custom = new QWidgetAction(m_menu);
    custom->setDefaultWidget(box);
    m_menu->addAction(custom);
    connect(m_menu, &QMenu::aboutToShow, m_custom, [this] {
        m_custom->clear();
        m_problem->hide();
        m_custom->setFocus();
    });
    connect(m_custom, &QLineEdit::returnPressed, this, [this] {
        if (applyText(m_custom->text()))
            m_menu->hide();
    });

    m_menu->addSeparator();
    addPreset(tr("Last 5 minutes"), 5min, false);
    addPreset(tr("Last 14 days"), 24h * 14, false);
    addPreset(tr("Last 90 days"), 24h * 90, false);
    m_menu->addSeparator();
    m_menu->addAction(tr("Zoom out ×2"), &m_time, &TimeSelection::zoomOut);
    m_menu->addAction(tr("Reset zoom"), &m_time, &TimeSelection::resetZoom);
    m_menu->addAction(tr("Copy range"), this, &TimeControl::copyRange);
    m_menu->addAction(tr("Paste range"), this, &TimeControl::pasteRange);
    m_menu->addSeparator();
    auto *zones = new QActionGroup(this);
    m_local = m_menu->addAction(
        tr("Local time"), this, [this] { m_time.setZone(TimeSelection::Zone::Local); });
    m_utc
        = m_menu->addAction(tr("UTC"), this, [this] { m_time.setZone(TimeSelection::Zone::Utc); });
    for (QAction *action : {zones->addAction(m_local), zones->addAction(m_utc)})
        action->setCheckable(true);
}

bool TimeControl::applyText(const QString &text)
{
    const bool isInstant = text.trimmed().startsWith(u'@');
    const QString asked = isInstant ? text.trimmed().mid(1).trimmed() : text;
    const Result<console::TimeSelectionView> wanted = m_events.timeSelection(asked);
    if (!wanted) {
        m_problem->setText(
            isEnglishRead() ? toText(wanted.error().message) : errorLine(wanted.error()));
        m_problem->show();
        return false;
    }
    m_problem->clear();
    m_problem->hide();
    if (isInstant)
        m_time.setAsOf(isKnown(wanted->instant) ? wanted->instant : wanted->range.from);
    else if (wanted->moving > Duration::zero())
        m_time.setMoving(wanted->moving);
    else
        m_time.setAbsolute(wanted->range);
    return true;
}

QString TimeControl::problem() const
{
    return m_problem->text();
}

void TimeControl::copyRange() const
{
    const TimeRange range = m_time.range();
    QGuiApplication::clipboard()->setText(
        toText(formatRfc3339(range.from) + ".." + formatRfc3339(range.to)));
}

void TimeControl::pasteRange()
{
    if (!applyText(QGuiApplication::clipboard()->text().trimmed()))
        openCustom();
}

void TimeControl::openCustom()
{
    m_range->showMenu();
}

void TimeControl::showSelection()
{
    const bool isLive = m_time.isLive();
    for (const Preset &preset : m_presets)
        preset.button->setChecked(isLive && m_time.moving() == preset.length);
    m_range->setText(
        isLive ? u"%1 · %2"_s.arg(m_time.rangeText(), m_time.zoneName()) : m_time.rangeText());
    m_range->setAccessibleName(tr("Time range %1").arg(m_range->text()));
    const TimeRange range = m_time.range();
    m_range->setToolTip(
        tr("%1 to\n%2").arg(m_time.dateTimeText(range.from), m_time.dateTimeText(range.to)));
    m_local->setChecked(m_time.zone() == TimeSelection::Zone::Local);
    m_utc->setChecked(m_time.zone() == TimeSelection::Zone::Utc);

    const auto asOf = m_time.asOf();
    QString text = asOf ? tr("As of %1").arg(m_time.timeText(*asOf))
        : isLive        ? tr("Live")
                        : tr("Paused");
    if (!isLive && m_arrived > 0)
        text += u" · "_s + tr("+%1 new").arg(countText(m_arrived));
    m_live->setText(text);
    m_live->setIcon(liveIcon(isLive, devicePixelRatioF()));
    m_live->setIconSize({12, 12});
    m_live->setToolTip(asOf ? tr("The window shows the past. Click to return (t n).")
            : isLive        ? tr("Data flows. Click to hold the picture.")
                            : tr("The picture stands still, data keeps arriving. Click for now "
                                        "(t n)."));
}

} // namespace binnacle::ui
