package io.rotunda.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0        | 0
            0.0123   | 0.012
            0.5      | 0.50
            3.456    | 3.46
            34.56    | 34.6
            345.6    | 346
            123456.7 | 123,457
            """)
    void threeDigitsSaySomething(double value, String text) {
        assertEquals(text, Numbers.text(value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0       | 0
            0.2     | 0.2
            0.0005  | 0.0005
            12500   | 12.5k
            300     | 300
            1500    | 1,500
            25000   | 25k
            250000  | 250k
            1500000 | 1.5M
            """)
    void anAxisIsShort(double value, String text) {
        assertEquals(text, Numbers.tick(value));
    }
}
