#include "ui/commands/parameter_form.h"

#include "ui/theme/fonts.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QStyle>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

using Parameter = console::ActionView::Parameter;

constexpr int kNumberWidth = 90;
constexpr int kLongHeight = 160;

// Whole documents need more than one line.
bool isLong(const Parameter &parameter)
{
    return parameter.name == u"manifests"_s;
}

QString textOf(const QWidget &editor)
{
    if (const auto *box = qobject_cast<const QCheckBox *>(&editor))
        return box->isChecked() ? u"true"_s : QString();
    if (const auto *text = qobject_cast<const QPlainTextEdit *>(&editor))
        return text->toPlainText();
    const auto *line = qobject_cast<const QLineEdit *>(&editor);
    return line ? line->text() : QString();
}

void setText(QWidget &editor, const QString &value)
{
    if (textOf(editor) == value)
        return;
    if (auto *box = qobject_cast<QCheckBox *>(&editor))
        box->setChecked(value == u"true"_s);
    else if (auto *text = qobject_cast<QPlainTextEdit *>(&editor))
        text->setPlainText(value);
    else if (auto *line = qobject_cast<QLineEdit *>(&editor))
        line->setText(value);
}

// "gracePeriodSeconds" and "label_selector" are for programs: "Grace period seconds", "Label
// selector" can be read and wrap.
QString shownName(const Parameter &parameter)
{
    QString name;
    for (const QChar letter : parameter.name) {
        const bool isBreak = letter == u'_' || (letter.isUpper() && !name.isEmpty());
        if (isBreak)
            name += u' ';
        if (letter != u'_')
            name += letter.toLower();
    }
    if (!name.isEmpty())
        name.replace(0, 1, name.left(1).toUpper());
    return name;
}

void setState(QWidget &field, const QString &state)
{
    if (field.property("state").toString() == state)
        return;
    field.setProperty("state", state);
    field.style()->unpolish(&field);
    field.style()->polish(&field);
}

} // namespace

ParameterForm::ParameterForm(int labelWidth, QWidget *parent)
    : QWidget(parent)
    , m_labelWidth(labelWidth)
    , m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setHorizontalSpacing(8);
    m_layout->setVerticalSpacing(8);
    m_layout->setColumnMinimumWidth(0, labelWidth);
    m_layout->setColumnStretch(2, 1);
    hide(); // an empty one would still take a row's distance
}

void ParameterForm::setParameters(const std::vector<Parameter> &parameters)
{
    const auto isSame = [](const Field &field, const Parameter &parameter) {
        return field.parameter.name == parameter.name && field.parameter.type == parameter.type
            && field.parameter.isRequired == parameter.isRequired
            && field.parameter.help == parameter.help;
    };
    if (std::ranges::equal(m_fields, parameters, isSame))
        return;
    m_fields.clear();
    while (QLayoutItem *item = m_layout->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    int row = 0;
    for (const Parameter &parameter : parameters) {
        auto *label = new QLabel(shownName(parameter));
        label->setProperty("tone", u"muted"_s);
        label->setFixedWidth(m_labelWidth);
        label->setWordWrap(true);
        QWidget *editor = addEditor(parameter);
        label->setBuddy(editor);
        auto *current = new QLabel;
        current->setTextFormat(Qt::PlainText);
        current->setProperty("tone", u"muted"_s);
        m_layout->addWidget(label, row, 0);
        if (parameter.type == Parameter::Type::Text) {
            m_layout->addWidget(editor, row, 1, 1, 2);
            m_layout->addWidget(current, row + 1, 1, 1, 2);
            current->hide();
        } else {
            m_layout->addWidget(editor, row, 1);
            m_layout->addWidget(current, row, 2);
        }
        m_fields.push_back({parameter, editor, current});
        row += 2;
    }
    setVisible(!m_fields.empty());
}

QWidget *ParameterForm::addEditor(const Parameter &parameter)
{
    const QString name = u"parameter-"_s + parameter.name;
    if (parameter.type == Parameter::Type::Flag) {
        auto *box = new QCheckBox(parameter.help);
        box->setObjectName(name);
        box->setAccessibleName(parameter.name);
        connect(box, &QCheckBox::toggled, this, &ParameterForm::changed);
        return box;
    }
    if (isLong(parameter)) {
        auto *text = new QPlainTextEdit;
        text->setObjectName(name);
        text->setAccessibleName(parameter.name);
        text->setPlaceholderText(parameter.help);
        text->setFont(monospaceFont());
        text->setLineWrapMode(QPlainTextEdit::NoWrap);
        text->setTabChangesFocus(true);
        text->setMinimumHeight(kLongHeight);
        connect(text, &QPlainTextEdit::textChanged, this, &ParameterForm::changed);
        return text;
    }
    auto *line = new QLineEdit;
    line->setObjectName(name);
    line->setAccessibleName(parameter.name);
    line->setToolTip(parameter.help.toHtmlEscaped());
    if (parameter.type == Parameter::Type::Number) {
        line->setFixedWidth(kNumberWidth);
        line->setFont(monospaceFont());
    } else {
        line->setPlaceholderText(parameter.help);
    }
    connect(line, &QLineEdit::textChanged, this, &ParameterForm::changed);
    connect(line, &QLineEdit::returnPressed, this, &ParameterForm::entered);
    return line;
}

QWidget *ParameterForm::chainTabs(QWidget *before)
{
    for (const Field &field : m_fields) {
        setTabOrder(before, field.editor);
        before = field.editor;
    }
    return before;
}

void ParameterForm::setValues(const Values &values)
{
    const QSignalBlocker blocker(this);
    for (const Field &field : m_fields) {
        const auto found
            = std::ranges::find(values, field.parameter.name, &Values::value_type::first);
        const QString value = found == values.end() ? QString() : found->second;
        setText(*field.editor, value);
    }
}

ParameterForm::Values ParameterForm::values() const
{
    Values values;
    for (const Field &field : m_fields)
        values.emplace_back(field.parameter.name, textOf(*field.editor));
    return values;
}

void ParameterForm::setCurrent(const QString &name, const QString &value)
{
    for (const Field &field : m_fields) {
        if (field.parameter.name != name)
            continue;
        const QString text = value.isEmpty() ? QString() : tr("now %1").arg(value);
        field.current->setText(text);
        field.current->setVisible(!text.isEmpty());
        field.editor->setAccessibleDescription(text);
    }
}

void ParameterForm::markProblem(const QString &name)
{
    for (const Field &field : m_fields)
        setState(*field.editor, field.parameter.name == name ? u"incomplete"_s : QString());
}

void ParameterForm::focusFirst()
{
    if (!m_fields.empty())
        m_fields.front().editor->setFocus();
}

} // namespace binnacle::ui
