#include "ui/shell/top_bar.h"

#include "ui/shell/time_control.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cluster_status.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/table_style.h"
#include "ui/widgets/time_axis.h"
#include "ui/widgets/time_selection.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStyle>

#include <algorithm>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLogoWidth = 148;
constexpr int kMarkWidth = 30;

class Logo final : public QWidget
{
public:
    Logo()
    {
        auto *layout = new QHBoxLayout(this);
        layout->setContentsMargins(4, 0, 0, 0);
        layout->setSpacing(8);
        m_mark->setFixedSize(18, 18);
        m_name->setFont(boldTextFont());
        layout->addWidget(m_mark);
        layout->addWidget(m_name);
        layout->addStretch(1);
        setFixedWidth(kLogoWidth);
        QObject::connect(&theme(), &Theme::changed, this, [this] { paintMark(); });
        paintMark();
    }

    void showName(bool isShown)
    {
        m_name->setVisible(isShown);
        setFixedWidth(isShown ? kLogoWidth : kMarkWidth);
    }

private:
    void paintMark()
    {
        m_mark->setPixmap(
            iconPixmap(u"logo"_s, theme().palette().accent, {18, 18}, devicePixelRatioF()));
    }

    QLabel *m_mark = new QLabel;
    QLabel *m_name = new QLabel(u"Binnacle"_s);
};

QLabel *makeChip()
{
    auto *chip = new QLabel;
    chip->setProperty("frame", u"health"_s);
    chip->setFont(smallFont());
    chip->setTextFormat(Qt::PlainText);
    return chip;
}

void showChip(QLabel &chip, const QString &text, Tone tone, const QString &toolTip)
{
    const QString name = tone == Tone::Critical ? u"critical"_s
        : tone == Tone::Warning                 ? u"warning"_s
        : tone == Tone::Ok                      ? u"ok"_s
                                                : QString();
    chip.setText(text);
    chip.setToolTip(toolTip);
    chip.setAccessibleDescription(toolTip);
    if (chip.property("tone").toString() == name)
        return;
    chip.setProperty("tone", name);
    chip.style()->unpolish(&chip);
    chip.style()->polish(&chip);
}

} // namespace

TopBar::TopBar(TimeSelection &time, console::EventFeed &events, QWidget *parent)
    : QFrame(parent)
    , m_clusters(new QComboBox)
    , m_time(new TimeControl(time, events))
    , m_search(new QPushButton)
    , m_demo(makeChip())
    , m_agents(makeChip())
    , m_store(makeChip())
{
    setProperty("frame", u"bar"_s);
    setObjectName(u"topBar"_s);
    m_clusters->setObjectName(u"clusterPicker"_s);
    m_clusters->setAccessibleName(tr("Cluster"));
    m_clusters->setMinimumWidth(132);
    m_clusters->setMaximumWidth(200);
    m_clusters->addItem(tr("All clusters"), QString());
    const QString searchText = tr("Go to…");
    m_search->setText(searchText);
    m_search->setAccessibleName(searchText);
    m_search->setIcon(icon(u"search"_s));
    m_search->setToolTip(tr("Go to a view, cluster or object, or do something (Ctrl+K)"));
    m_search->setObjectName(u"searchButton"_s);
    m_search->setProperty("role", u"search"_s);
    m_search->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_search->setMaximumWidth(260);
    m_demo->setText(tr("demo"));
    m_demo->setToolTip(tr("Simulated clusters; nothing here is real."));
    m_demo->hide();

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 6, 12, 6);
    layout->setSpacing(8);
    auto *logo = new Logo;
    layout->addWidget(logo);
    layout->addWidget(m_clusters);
    layout->addWidget(m_time);
    layout->addWidget(m_search, 1);
    layout->addStretch(0);
    for (QLabel *chip : {m_demo, m_agents, m_store})
        layout->addWidget(chip);
    m_spares = {{.show = [this](bool isShown) { m_demo->setVisible(isShown && m_isDemo); }},
        {.show = [this, searchText](
                     bool isShown) { m_search->setText(isShown ? searchText : QString()); }},
        {.show = [logo](bool isShown) { logo->showName(isShown); }}};

    connect(
        &time, &TimeSelection::changed, this, [this, &time] { setPast(time.asOf().has_value()); });
    setPast(time.asOf().has_value());
    connect(m_clusters, &QComboBox::activated, this, [this] { emit clusterPicked(cluster()); });
    connect(m_search, &QPushButton::clicked, this, &TopBar::searchRequested);
}

bool TopBar::event(QEvent *event)
{
    const bool isHandled = QFrame::event(event);
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        fit();
    return isHandled;
}

void TopBar::fit()
{
    int room = width() - layout()->minimumSize().width();
    for (Spare &spare : m_spares) {
        if (room >= 0 || !spare.isShown)
            continue;
        const int before = layout()->minimumSize().width();
        spare.isShown = false;
        spare.show(false);
        spare.saved = before - layout()->minimumSize().width();
        room += spare.saved;
    }
    for (auto spare = m_spares.rbegin(); spare != m_spares.rend(); ++spare) {
        if (spare->isShown || room < spare->saved)
            continue;
        spare->isShown = true;
        spare->show(true);
        room -= spare->saved;
    }
}

void TopBar::setPast(bool isPast)
{
    setAccessibleDescription(isPast ? tr("The window shows the past.") : QString());
    if (std::exchange(m_isPast, isPast) != isPast)
        update();
}

void TopBar::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    if (!m_isPast)
        return;
    QPainter painter(this);
    paintPastHatching(painter, rect());
}

ClusterId TopBar::cluster() const
{
    return ClusterId{m_clusters->currentData().toString().toStdString()};
}

void TopBar::setCluster(const ClusterId &cluster)
{
    m_clusters->setCurrentIndex(std::max(0, m_clusters->findData(toText(cluster.value))));
}

void TopBar::showClusters(const console::EstateView &estate)
{
    const ClusterId current = cluster();
    const auto count = static_cast<int>(estate.clusters.size()) + 1;
    while (m_clusters->count() > count)
        m_clusters->removeItem(m_clusters->count() - 1);
    while (m_clusters->count() < count)
        m_clusters->addItem(QString());
    for (int row = 1; row < count; ++row) {
        const console::ClusterView &view = estate.clusters[static_cast<std::size_t>(row - 1)];
        const StatusKind status = clusterStatus(view);
        m_clusters->setItemText(row, toText(view.name));
        m_clusters->setItemData(row, toText(view.id.value));
        m_clusters->setItemData(row, clusterStatusText(view), Qt::ToolTipRole);
        if (m_clusters->itemData(row, CellStatusRole).toInt() != static_cast<int>(status)
            || m_clusters->itemIcon(row).isNull()) {
            m_clusters->setItemData(row, static_cast<int>(status), CellStatusRole);
            m_clusters->setItemIcon(row, statusIcon(status));
        }
    }
    setCluster(current);
}

void TopBar::showEstate(const console::EstateView &estate)
{
    showClusters(estate);
    m_isDemo = estate.isDemo;
    m_demo->setVisible(m_isDemo && m_spares.front().isShown);

    const auto online
        = std::ranges::count(estate.clusters, AgentStatus::Online, &console::ClusterView::status);
    const auto total = static_cast<qint64>(estate.clusters.size());
    const Tone agentsTone = online == total ? Tone::Ok
        : online == 0                       ? Tone::Critical
                                            : Tone::Warning;
    QStringList silent;
    for (const console::ClusterView &cluster : estate.clusters) {
        if (cluster.status != AgentStatus::Online)
            silent << u"%1: %2"_s.arg(toText(cluster.name), clusterStatusText(cluster));
    }
    showChip(*m_agents, tr("agents %1/%2").arg(online).arg(total),
        total == 0 ? Tone::Text : agentsTone,
        silent.isEmpty() ? tr("Every known agent reports.") : silent.join(u'\n'));

    const console::StoreView &store = estate.store;
    if (!store.health) {
        showChip(
            *m_store, tr("store failing"), Tone::Critical, toText(store.health.error().message));
    } else if (!store.readOnlyReason.empty()) {
        showChip(*m_store, tr("store read-only"), Tone::Warning, toText(store.readOnlyReason));
    } else {
        showChip(*m_store, tr("store SQLite"), Tone::Ok,
            tr("Writable, %1 on disk").arg(bytesText(store.fileBytes)));
    }
}

} // namespace binnacle::ui
