#include "ui/settings/keys_page.h"

#include "ui/widgets/table_style.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QTableWidget>
#include <QVBoxLayout>

#include <array>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kFilterWidth = 260;
constexpr std::array kWidths{170, 460, 160};

} // namespace

KeysPage::KeysPage(std::function<std::vector<KeySection>()> sections, QWidget *parent)
    : SettingsPage(tr("Keys"),
        tr("Letters act while no text field has the focus; keys with a space are pressed one "
           "after the other"),
        parent)
    , m_sections(std::move(sections))
    , m_filter(new QLineEdit)
    , m_table(new QTableWidget(0, 3))
{
    m_filter->setPlaceholderText(tr("Find a key or what it does"));
    m_filter->setAccessibleName(tr("Find a key or what it does"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setFixedWidth(kFilterWidth);
    header().addWidget(m_filter);
    m_table->setObjectName(u"keyTable"_s);
    m_table->setAccessibleName(tr("Keys"));
    m_table->setHorizontalHeaderLabels({tr("Keys"), tr("What they do"), tr("Where")});
    styleTable(*m_table);
    m_table->setItemDelegateForColumn(0, new CellDelegate(CellKind::Name, m_table));
    for (std::size_t column = 0; column < kWidths.size(); ++column)
        m_table->setColumnWidth(static_cast<int>(column), kWidths.at(column));
    body().addWidget(m_table, 1);
    connect(m_filter, &QLineEdit::textChanged, this, &KeysPage::filter);
}

bool KeysPage::escape()
{
    if (m_filter->text().isEmpty())
        return false;
    m_filter->clear();
    return true;
}

void KeysPage::refresh()
{
    m_table->setRowCount(0);
    const auto sections = m_sections ? m_sections() : std::vector<KeySection>();
    for (const KeySection &section : sections) {
        for (const View::KeyHelp &one : section.keys) {
            const int row = m_table->rowCount();
            m_table->insertRow(row);
            m_table->setItem(row, 0, new QTableWidgetItem(one.keys));
            m_table->setItem(row, 1, new QTableWidgetItem(one.action));
            auto *where = new QTableWidgetItem(section.title);
            where->setData(CellToneRole, static_cast<int>(Tone::Muted));
            m_table->setItem(row, 2, where);
        }
    }
    filter();
}

void KeysPage::focusFilter()
{
    m_filter->setFocus();
    m_filter->selectAll();
}

void KeysPage::showEvent(QShowEvent *event)
{
    SettingsPage::showEvent(event);
    refresh(); // views that were opened meanwhile have keys too
}

void KeysPage::filter()
{
    const QString wanted = m_filter->text().trimmed();
    for (int row = 0; row < m_table->rowCount(); ++row) {
        bool has = false;
        for (int column = 0; column < m_table->columnCount(); ++column)
            has = has || m_table->item(row, column)->text().contains(wanted, Qt::CaseInsensitive);
        m_table->setRowHidden(row, !has);
    }
}

} // namespace binnacle::ui
