#include "ui/alerts/channels_page.h"

#include "core/console/on_answer.h"
#include "ui/alerts/alert_form_parts.h"
#include "ui/alerts/alert_text.h"
#include "ui/alerts/channel_form.h"
#include "ui/alerts/channel_preview.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/state_panel.h"
#include "ui/widgets/table_style.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSoonMs = 1'000;
enum Below { Deliveries, Preview };

} // namespace

ChannelsPage::ChannelsPage(AlertState &state, QWidget *parent)
    : AlertPage(state, parent)
    , m_table(new QTableView)
    , m_pages(new QStackedLayout)
    , m_empty(new StatePanel)
    , m_form(new ChannelForm(state))
    , m_ledger(new Panel(tr("Deliveries")))
    , m_below(new QButtonGroup(this))
    , m_belowPages(new QStackedLayout)
    , m_deliveryTable(new QTableView)
    , m_ledgerNote(new QLabel)
    , m_preview(new ChannelPreview(state))
{
    setObjectName(u"channelsPage"_s);
    build();
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_soon, &QTimer::timeout, this, &ChannelsPage::askDeliveries);
    connect(&state, &AlertState::changed, this, [this] {
        if (!m_isActive)
            return;
        showRows();
        if (!m_soon.isActive())
            m_soon.start();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        showCurrent();
        askDeliveries();
    });
    connect(m_table, &QTableView::activated, this, &ChannelsPage::openCurrent);
    connect(m_form, &ChannelForm::changedByUser, this,
        [this] { m_preview->setChannel(m_form->edited()); });
    connect(m_form, &ChannelForm::saved, this, [this](const QString &name) {
        m_wanted = name;
        showRows();
    });
    connect(m_form, &ChannelForm::closed, this, [this] {
        showRows();
        m_table->setFocus();
    });
}

void ChannelsPage::build()
{
    QSplitter *left = gapSplitter(Qt::Vertical, u"alertChannelRows"_s);
    left->addWidget(buildTable());
    left->addWidget(buildLedger());
    left->setStretchFactor(0, 1);
    left->setStretchFactor(1, 1);
    left->setSizes({300, 380});
    QSplitter *split = gapSplitter(Qt::Horizontal, u"alertChannelSplitter"_s);
    split->addWidget(left);
    split->addWidget(m_form);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    split->setSizes({760, 440});
    m_form->setMinimumWidth(360);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(split);
    setFocusProxy(m_table);
}

QWidget *ChannelsPage::buildTable()
{
    using Model = ChannelTableModel;
    m_table->setObjectName(u"channelTable"_s);
    m_table->setAccessibleName(tr("Channels"));
    m_table->setModel(&m_model);
    styleTable(*m_table);
    m_table->setProperty("frame", u"panel"_s);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    styleColumn(*m_table, Model::NameColumn, CellKind::BoldName, 160);
    styleColumn(*m_table, Model::TypeColumn, CellKind::Text, 84);
    styleColumn(*m_table, Model::StateColumn, CellKind::Text, 200);
    styleColumn(*m_table, Model::SeverityColumn, CellKind::Text, 100);
    styleColumn(*m_table, Model::ClustersColumn, CellKind::Text, 90);
    styleColumn(*m_table, Model::TestColumn, CellKind::Text, 120);
    stretchColumn(*m_table, Model::StateColumn);
    auto *whole = new QWidget;
    whole->setLayout(m_pages);
    m_pages->setContentsMargins(0, 0, 0, 0);
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_empty);
    return whole;
}

QWidget *ChannelsPage::buildLedger()
{
    using Model = DeliveryTableModel;
    m_deliveryTable->setObjectName(u"deliveryTable"_s);
    m_deliveryTable->setAccessibleName(tr("Deliveries"));
    m_deliveryTable->setModel(&m_deliveries);
    styleTable(*m_deliveryTable);
    m_deliveryTable->setSelectionMode(QAbstractItemView::SingleSelection);
    styleColumn(*m_deliveryTable, Model::TimeColumn, CellKind::Time, 140);
    styleColumn(*m_deliveryTable, Model::TitleColumn, CellKind::Text, 190);
    styleColumn(*m_deliveryTable, Model::StateColumn, CellKind::Status, 150);
    styleColumn(*m_deliveryTable, Model::AttemptsColumn, CellKind::Number, 70);
    styleColumn(*m_deliveryTable, Model::AnswerColumn, CellKind::Text, 200);
    stretchColumn(*m_deliveryTable, Model::TitleColumn);
    auto *switches = new QWidget;
    auto *line = new QHBoxLayout(switches);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    QPushButton *deliveries = segmentButton(tr("Deliveries"), u"first"_s);
    QPushButton *preview = segmentButton(tr("Preview"), u"last"_s);
    preview->setObjectName(u"showPreview"_s);
    deliveries->setChecked(true);
    m_below->addButton(deliveries, Deliveries);
    m_below->addButton(preview, Preview);
    line->addWidget(deliveries);
    line->addWidget(preview);
    m_ledger->addHeaderWidget(switches);
    m_ledgerNote->setTextFormat(Qt::PlainText);
    m_ledgerNote->setWordWrap(true);
    m_ledgerNote->setProperty("tone", u"muted"_s);
    m_ledgerNote->setContentsMargins(12, 8, 12, 8);
    auto *list = new QWidget;
    auto *listLayout = new QVBoxLayout(list);
    listLayout->setContentsMargins(0, 0, 0, 0);
    listLayout->setSpacing(0);
    listLayout->addWidget(m_ledgerNote);
    listLayout->addWidget(m_deliveryTable, 1);
    auto *content = new QWidget;
    content->setLayout(m_belowPages);
    m_belowPages->addWidget(list);
    m_belowPages->addWidget(m_preview);
    m_ledger->setContent(content);
    connect(m_below, &QButtonGroup::idClicked, m_belowPages, &QStackedLayout::setCurrentIndex);
    return m_ledger;
}

void ChannelsPage::setActive(bool active)
{
    if (std::exchange(m_isActive, active) == active)
        return;
    if (!active)
        return m_soon.stop();
    showRows();
    askDeliveries();
}

FilterLanguage ChannelsPage::filterLanguage() const
{
    return m_filter.language(
        [this](const auto &visit) { std::ranges::for_each(state().board().channels, visit); });
}

void ChannelsPage::setFilter(const QString &text)
{
    if (m_filter.setText(text) && m_isActive)
        showRows();
}

QString ChannelsPage::filterHint() const
{
    return tr("Filter channels: pay, type = slack");
}

void ChannelsPage::refresh()
{
    askDeliveries();
}

void ChannelsPage::showRows()
{
    std::vector<ChannelRow> rows;
    int wanted = -1;
    for (const Channel &channel : state().board().channels) {
        if (!m_filter.matches(channel))
            continue;
        if (!m_wanted.isEmpty() && toText(channel.name) == m_wanted)
            wanted = static_cast<int>(rows.size());
        rows.push_back({.channel = channel, .now = systemNow()});
    }
    emit matched(std::ssize(rows), std::ssize(state().board().channels));
    m_model.setRows(std::move(rows));
    if (wanted >= 0) {
        m_wanted.clear();
        markRow(*m_table, wanted);
    } else if (!m_table->currentIndex().isValid() && m_model.rowCount() > 0) {
        m_table->setCurrentIndex(m_model.index(0, 0));
    }
    m_pages->setCurrentIndex(m_model.rowCount() == 0 ? 1 : 0);
    if (m_model.rowCount() == 0 && state().board().channels.empty())
        m_empty->showEmpty(tr("No channels yet"),
            tr("Alerts are evaluated and shown, but nobody is told."),
            {{.text = tr("New channel"), .run = [this] { addNew(); }, .isPrimary = true}});
    else if (m_model.rowCount() == 0)
        m_empty->showEmpty(tr("No channel matches “%1”").arg(m_filter.text()),
            tr("0 of %n channel(s) match.", nullptr,
                static_cast<int>(state().board().channels.size())));
    const auto waiting = static_cast<int>(state().board().waitingDeliveries);
    m_ledger->setTrailing(
        waiting > 0 ? tr("%n message(s) waiting", nullptr, waiting) : tr("nothing waits"));
    showCurrent();
}

std::int64_t ChannelsPage::currentChannel() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? m_model.rows()[static_cast<std::size_t>(current.row())].channel.id
                             : 0;
}

// What is being typed stays until it is saved or dropped.
void ChannelsPage::showCurrent()
{
    const Channel *channel = state().channel(currentChannel());
    if (channel)
        m_form->edit(*channel);
    else if (!m_form->isEdited())
        m_form->clear();
    if (m_form->isShown())
        m_preview->setChannel(m_form->edited());
    else
        m_preview->setChannel(std::nullopt);
    m_form->refresh();
}

void ChannelsPage::askDeliveries()
{
    if (!m_isActive)
        return;
    const int generation = ++m_generation;
    console::onAnswer(state().desk().deliveries({.channel = currentChannel()}), this,
        [this, generation](const Result<std::shared_ptr<const std::vector<Delivery>>> &answer) {
            if (generation != m_generation)
                return;
            if (answer)
                showDeliveries(**answer);
            else
                setNote(*m_ledgerNote, errorLine(answer.error()));
        });
}

void ChannelsPage::showDeliveries(const std::vector<Delivery> &deliveries)
{
    std::vector<DeliveryRow> rows;
    for (const Delivery &delivery : deliveries) {
        const bool isAgain
            = isKnown(delivery.nextAt) && !isKnown(delivery.endedAt) && delivery.attempts > 0;
        rows.push_back({.delivery = delivery,
            .created = state().time().timeText(delivery.createdAt),
            .next = isAgain ? state().time().timeText(delivery.nextAt) : QString()});
    }
    setNote(
        *m_ledgerNote, rows.empty() ? tr("Nothing was sent over this channel yet.") : QString());
    m_deliveries.setRows(std::move(rows));
}

bool ChannelsPage::escape()
{
    return m_form->escape();
}

void ChannelsPage::addNew()
{
    if (state().permission().isGiven)
        m_form->addNew();
}

void ChannelsPage::openCurrent()
{
    if (m_form->isShown())
        m_form->focusName();
}

void ChannelsPage::removeCurrent()
{
    m_form->remove();
}

void ChannelsPage::saveCurrent()
{
    m_form->save();
}

} // namespace binnacle::ui
