#include "ui/alerts/matcher_editor.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/widgets/formatting.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLabelWidth = 124;
constexpr int kOpWidth = 56;

bool isRegex(AlertMatcher::Op op)
{
    return op == AlertMatcher::Op::Regex || op == AlertMatcher::Op::NotRegex;
}

} // namespace

MatcherEditor::MatcherEditor(QWidget *parent)
    : QWidget(parent)
    , m_rows(new QVBoxLayout)
    , m_add(new QPushButton(tr("+ matcher")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    m_rows->setSpacing(6);
    layout->addLayout(m_rows);
    layout->addWidget(m_add, 0, Qt::AlignLeft);
    m_add->setObjectName(u"addMatcher"_s);
    m_add->setProperty("role", u"flat"_s);
    connect(m_add, &QPushButton::clicked, this, [this] {
        addLine({.label = "namespace"});
        m_lines.back().value->setFocus();
        emit edited();
    });
}

void MatcherEditor::setMatchers(const std::vector<AlertMatcher> &matchers)
{
    while (!m_lines.empty())
        removeLine(m_lines.back().row);
    for (const AlertMatcher &matcher : matchers)
        addLine(matcher);
    if (matchers.empty())
        addLine({.label = "rule"});
}

void MatcherEditor::addLine(const AlertMatcher &matcher)
{
    Line line{.row = new QWidget,
        .label = new QComboBox,
        .op = new QComboBox,
        .value = new QLineEdit(toText(matcher.value))};
    for (const char *label : {"rule", "severity", "cluster", "kind", "namespace", "name"})
        line.label->addItem(QLatin1StringView(label));
    if (line.label->findText(toText(matcher.label)) < 0)
        line.label->addItem(toText(matcher.label));
    line.label->setCurrentText(toText(matcher.label));
    line.label->setAccessibleName(tr("Label of the alert"));
    line.label->setFixedWidth(kLabelWidth);
    using Op = AlertMatcher::Op;
    for (const auto &[op, text] : {std::pair{Op::Equal, u"="_s}, std::pair{Op::NotEqual, u"≠"_s},
             std::pair{Op::Regex, u"~"_s}, std::pair{Op::NotRegex, u"!~"_s}})
        line.op->addItem(text, static_cast<int>(op));
    line.op->setCurrentIndex(line.op->findData(static_cast<int>(matcher.op)));
    line.op->setAccessibleName(tr("Comparison"));
    line.op->setFixedWidth(kOpWidth);
    line.value->setFont(monospaceFont());
    line.value->setAccessibleName(tr("Value"));
    auto *remove = new QToolButton;
    remove->setIcon(icon(u"close"_s));
    remove->setIconSize({10, 10});
    remove->setProperty("role", u"flat"_s);
    remove->setAccessibleName(tr("Remove this matcher"));
    remove->setToolTip(tr("Remove this matcher"));
    auto *layout = new QHBoxLayout(line.row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(line.label);
    layout->addWidget(line.op);
    layout->addWidget(line.value, 1);
    layout->addWidget(remove);
    connect(line.label, &QComboBox::activated, this, &MatcherEditor::edited);
    connect(line.op, &QComboBox::activated, this, &MatcherEditor::edited);
    connect(line.value, &QLineEdit::textEdited, this, &MatcherEditor::edited);
    connect(remove, &QToolButton::clicked, this, [this, row = line.row] {
        removeLine(row);
        emit edited();
    });
    m_rows->addWidget(line.row);
    m_lines.push_back(line);
}

void MatcherEditor::removeLine(QWidget *row)
{
    std::erase_if(m_lines, [row](const Line &line) { return line.row == row; });
    m_rows->removeWidget(row);
    row->hide();
    row->deleteLater(); // its own button may be what removes it
}

std::vector<AlertMatcher> MatcherEditor::matchers() const
{
    std::vector<AlertMatcher> result;
    for (const Line &line : m_lines) {
        if (line.value->text().trimmed().isEmpty())
            continue;
        result.push_back({.label = line.label->currentText().toStdString(),
            .op = static_cast<AlertMatcher::Op>(line.op->currentData().toInt()),
            .value = line.value->text().trimmed().toStdString()});
    }
    return result;
}

QString MatcherEditor::problem() const
{
    const std::vector<AlertMatcher> all = matchers();
    if (all.empty())
        return tr("Say which alerts it hushes: at least one matcher with a value.");
    for (const AlertMatcher &matcher : all) {
        if (!isRegex(matcher.op))
            continue;
        const QRegularExpression pattern(toText(matcher.value));
        if (!pattern.isValid())
            return tr("“%1” is no regular expression: %2 at character %3.")
                .arg(toText(matcher.value), pattern.errorString())
                .arg(pattern.patternErrorOffset() + 1);
    }
    return {};
}

} // namespace binnacle::ui
