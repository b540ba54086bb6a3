#include "ui/settings/storage_page.h"

#include "core/console/on_answer.h"
#include "ui/settings/settings_form.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/table_style.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QShowEvent>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

StoragePage::StoragePage(
    console::SettingsDesk &settings, console::AccessDesk &access, QWidget *parent)
    : SettingsPage(
        tr("Store and retention"), tr("What is kept, for how long and what it costs"), parent)
    , m_settings(settings)
    , m_measure(new QPushButton(tr("Measure again")))
    , m_summary(new QLabel)
    , m_table(new QTableView)
{
    header().addWidget(m_measure);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_table->setObjectName(u"storageTable"_s);
    m_table->setAccessibleName(tr("What the history takes up"));
    m_table->setModel(&m_model);
    styleTable(*m_table);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    using Model = StorageTableModel;
    styleColumn(*m_table, Model::PartColumn, CellKind::Text, 126);
    styleColumn(*m_table, Model::ShareColumn, CellKind::Meter, 120);
    styleColumn(*m_table, Model::BytesColumn, CellKind::Number, 84);
    styleColumn(*m_table, Model::RowsColumn, CellKind::Number, 96);
    styleColumn(*m_table, Model::OldestColumn, CellKind::Time, 96);
    styleColumn(*m_table, Model::DailyColumn, CellKind::Number, 84);
    styleColumn(*m_table, Model::CostColumn, CellKind::Text, 240);

    auto *use = new Panel(tr("In the file"));
    use->setContent(m_table);
    auto *form = new SettingsForm(settings, access, {u"retention."_s, u"slo."_s});
    auto *scrolled = new QWidget;
    auto *layout = new QVBoxLayout(scrolled);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_summary);
    layout->addWidget(use);
    layout->addWidget(form);
    layout->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(scrolled);
    body().addWidget(scroll, 1);
    fitTable();
    connect(m_measure, &QPushButton::clicked, this, &StoragePage::measure);
    connect(&m_settings, &console::SettingsDesk::changed, this, [this] {
        if (m_isMeasured && isVisible())
            showUse();
    });
}

void StoragePage::refresh()
{
    measure();
}

QString StoragePage::summary() const
{
    return m_summary->text();
}

void StoragePage::showEvent(QShowEvent *event)
{
    SettingsPage::showEvent(event);
    if (!event->spontaneous())
        measure();
}

void StoragePage::measure()
{
    if (m_isMeasuring)
        return;
    m_isMeasuring = true;
    m_measure->setEnabled(false);
    if (!m_isMeasured)
        m_summary->setText(tr("Measuring the file"));
    console::onAnswer(m_settings.storageUse(), this,
        [this](const Result<std::shared_ptr<const console::StorageUse>> &use) {
            m_isMeasuring = false;
            m_measure->setEnabled(true);
            if (!use) {
                m_summary->setText(errorLine(use.error()));
                return;
            }
            m_use = **use;
            m_isMeasured = true;
            showUse();
        });
}

void StoragePage::showUse()
{
    double total = 0;
    double daily = 0;
    for (const auto &part : m_use.parts) {
        total += static_cast<double>(part.bytes);
        daily += part.bytesPerDay;
    }
    const auto settings = m_settings.settings();
    std::vector<StorageRow> rows;
    for (const auto &part : m_use.parts) {
        StorageRow row{.part = part, .now = systemNow()};
        row.share = total > 0 ? static_cast<double>(part.bytes) / total : 0;
        const QString key = StorageTableModel::settingOf(part.name);
        const auto bound = std::ranges::find(settings, key, &console::SettingView::key);
        if (bound != settings.end())
            row.days = StorageTableModel::daysOf(bound->value);
        rows.push_back(std::move(row));
    }
    m_model.setRows(std::move(rows));
    fitTable();
    m_summary->setText(
        tr("The file has %1 and grows by about %2 a day before old rows go; %3 are free on "
           "the disk.")
            .arg(bytesText(m_use.fileBytes), bytesText(static_cast<qint64>(daily)),
                bytesText(m_use.freeBytes)));
}

// All rows show: the page scrolls, not the table in it.
void StoragePage::fitTable()
{
    m_table->setFixedHeight(kRowHeight * (m_model.rowCount() + 1) + 4);
}

} // namespace binnacle::ui
