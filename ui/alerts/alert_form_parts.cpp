#include "ui/alerts/alert_form_parts.h"

#include "core/domain/alert.h"
#include "ui/alerts/alert_text.h"
#include "ui/widgets/column_fit.h"
#include "ui/widgets/formatting.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QCoreApplication>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStyle>
#include <QTableView>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLabelWidth = 96;
constexpr int kGap = 10;

} // namespace

QGridLayout *newFormGrid(QWidget *owner)
{
    auto *grid = new QGridLayout(owner);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnMinimumWidth(0, kLabelWidth);
    grid->setColumnStretch(1, 1);
    return grid;
}

QLabel *addField(QGridLayout &grid, const QString &name, QWidget *field)
{
    auto *label = new QLabel(name);
    label->setProperty("tone", u"muted"_s);
    label->setWordWrap(true);
    const int row = grid.rowCount();
    grid.addWidget(label, row, 0, Qt::AlignVCenter);
    grid.addWidget(field, row, 1);
    if (field->accessibleName().isEmpty())
        field->setAccessibleName(name);
    return label;
}

QLabel *addNote(QGridLayout &grid)
{
    auto *note = new QLabel;
    note->setTextFormat(Qt::PlainText);
    note->setWordWrap(true);
    note->setProperty("tone", u"critical"_s);
    note->hide();
    grid.addWidget(note, grid.rowCount(), 1);
    return note;
}

void setNote(QLabel &note, const QString &text)
{
    note.setText(text);
    note.setVisible(!text.isEmpty());
}

void setFieldState(QLineEdit &field, bool isValid)
{
    const QString state = isValid ? QString() : u"invalid"_s;
    if (field.property("state").toString() == state)
        return;
    field.setProperty("state", state);
    field.style()->unpolish(&field);
    field.style()->polish(&field);
}

QPushButton *segmentButton(const QString &text, const QString &edge)
{
    auto *button = new QPushButton(text);
    button->setCheckable(true);
    button->setProperty("role", u"segment"_s);
    if (!edge.isEmpty())
        button->setProperty("edge", edge);
    return button;
}

QWidget *severityChoice(QButtonGroup &group)
{
    auto *choice = new QWidget;
    auto *line = new QHBoxLayout(choice);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    const auto add = [&](AlertSeverity severity, const QString &edge) {
        QPushButton *button = segmentButton(alertSeverityText(severity), edge);
        group.addButton(button, static_cast<int>(severity));
        line->addWidget(button);
    };
    add(AlertSeverity::Info, u"first"_s);
    add(AlertSeverity::Warning, {});
    add(AlertSeverity::Critical, u"last"_s);
    line->addStretch(1);
    return choice;
}

void stretchColumn(QTableView &table, int column)
{
    fitColumns(table,
        {{.column = column,
            .least = nameWidth(CellKind::Text, 14),
            .isName = true,
            .fills = true}});
}

QSplitter *gapSplitter(Qt::Orientation orientation, const QString &name)
{
    auto *splitter = new QSplitter(orientation);
    splitter->setObjectName(name);
    splitter->setProperty("gap", u"page"_s);
    splitter->setHandleWidth(kGap);
    splitter->setChildrenCollapsible(false);
    return splitter;
}

void markRow(QTableView &table, int row)
{
    if (row >= 0 && row != table.currentIndex().row())
        table.setCurrentIndex(table.model()->index(row, 0));
}

void fillClusters(QComboBox &box, const std::vector<ClusterId> &clusters, const ClusterId &chosen)
{
    box.clear();
    box.addItem(QCoreApplication::translate("AlertText", "all clusters"), QString());
    for (const ClusterId &cluster : clusters)
        box.addItem(toText(cluster.value), toText(cluster.value));
    if (!chosen.isEmpty() && box.findData(toText(chosen.value)) < 0)
        box.addItem(toText(chosen.value), toText(chosen.value)); // gone, but it is what is set
    box.setCurrentIndex(std::max(0, box.findData(toText(chosen.value))));
}

} // namespace binnacle::ui
